//! A walk through pages with the platform's browser: the page that stands open, and what is expected of every page.

use platform::{
    app::App,
    permissions::Actor,
    testing::{self, Browser},
};

/// Somebody with a browser, and the page that they see.
pub struct Walk {
    browser: Browser,
    lang: &'static str,
    pub html: String,
    pub status: u16,
    /// Where the last answer leads.
    pub location: String,
}

impl Walk {
    /// Somebody without an account.
    pub fn of_a_visitor(app: &App, lang: &'static str) -> Self {
        let mut browser = Browser::new(app);
        browser.headers.push(("accept-language", lang.to_owned()));
        Self { browser, lang, html: String::new(), status: 0, location: String::new() }
    }

    /// Somebody signed in.
    pub async fn of(app: &App, actor: &Actor, lang: &'static str) -> Self {
        let mut walk = Self::of_a_visitor(app, lang);
        walk.browser.cookies.insert("wotu".to_owned(), testing::token(app, actor).await);
        walk
    }

    pub async fn open(&mut self, path: &str) {
        let answer = self.browser.get(path).await;
        self.take(answer);
    }

    /// Sends the form of the page that stands open, with its key: pressing the button twice has one effect.
    pub async fn send(&mut self, path: &str, fields: &[(&str, &str)]) {
        let key = self.html.split_once("name=\"_key\" value=\"").and_then(|(_, rest)| rest.split('"').next());
        let key = key.map(str::to_owned);
        let mut all: Vec<(&str, &str)> = key.iter().map(|key| ("_key", key.as_str())).collect();
        all.extend_from_slice(fields);
        let answer = self.browser.post(path, &all).await;
        self.take(answer);
    }

    fn take(&mut self, answer: testing::Answer) {
        self.status = answer.status;
        self.location = answer.header("location").to_owned();
        if !(300..400).contains(&self.status) {
            // A redirect shows nothing: the page before it stays.
            self.html = answer.body;
        }
        assert!(!self.html.contains(">cases-"), "a key shows: {}", self.html);
    }

    pub fn shows(&self, words: &[&str]) {
        for word in words {
            assert!(self.html.contains(word), "{word} is missing in: {}", self.html);
        }
    }

    /// What stands between two marks of the page.
    pub fn between(&self, from: &str, to: &str) -> &str {
        let (_, rest) = self.html.split_once(from).unwrap_or_else(|| panic!("{from} is missing"));
        rest.split_once(to).unwrap_or_else(|| panic!("{to} is missing behind {from}")).0
    }

    /// Chinese characters stand side by side: no text of the page has a space between two of them.
    pub fn has_no_gaps(&self) {
        let is_chinese = |c: &char| matches!(c, '\u{4e00}'..='\u{9fff}' | '\u{3001}'..='\u{3002}' | '\u{ff00}'..='\u{ff5e}');
        for text in self.html.split('>').filter_map(|part| part.split('<').next()) {
            let characters: Vec<char> = text.trim().chars().collect();
            let gap = characters
                .windows(3)
                .find(|three| three[1].is_whitespace() && is_chinese(&three[0]) && is_chinese(&three[2]));
            assert_eq!(gap, None, "{text}");
        }
    }

    /// Writes the page down to be looked at, if that was asked for.
    pub fn keep(&self, name: &str) {
        if let Ok(folder) = std::env::var("WOTU_SAMPLE_PAGES") {
            std::fs::write(format!("{folder}/cases-{name}-{}.html", self.lang), &self.html).unwrap();
        }
    }
}

/// A piece of a page without its tags.
pub fn words_of(html: &str) -> String {
    let words: Vec<&str> = html.split('<').filter_map(|part| part.split('>').next_back()).collect();
    words.join(" ").split_whitespace().collect::<Vec<_>>().join(" ")
}
