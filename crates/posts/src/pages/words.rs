//! What posts say, in the words of a page's language.

use crate::{
    model::{Details, Pay, PayPeriod},
    queries::ListedPost,
};
use organisations::queries::Names;
use platform::{
    Lang,
    components::{Chip, Content, Page, PostRow},
    region::Region,
    texts,
};

/// How many skills a row shows.
const SKILLS: usize = 4;

/// A text in the page's language if there is one, else in the other, marked as such for those who hear it.
#[must_use]
pub fn in_lang(names: &Names, lang: Lang) -> Content {
    let (text, its) = names.get(lang);
    if its == lang {
        return Content::from(text);
    }
    Content::html(format!("<span lang=\"{}\">{}</span>", its.html(), Content::from(text)))
}

/// `8,000–12,000 元/月`, `CNY 8,000–12,000 a month`.
#[must_use]
pub fn pay(page: &Page, pay: &Pay) -> String {
    let key = match pay.per() {
        PayPeriod::Month => "posts-pay-month",
        PayPeriod::Year => "posts-pay-year",
    };
    let (from, to) = (texts::money(pay.from(), page.lang), texts::money(pay.to(), page.lang));
    let range = match page.lang {
        _ if pay.from() == pay.to() => to,
        // The currency stands once: behind the range in Chinese, before it in English.
        Lang::Zh => format!("{}–{to}", from.split(' ').next().unwrap_or_default()),
        Lang::En => format!("{from}–{}", to.split(' ').next_back().unwrap_or_default()),
    };
    page.t1(key, "range", range)
}

/// A post as a row of a list, with what it asks.
#[must_use]
pub fn row(page: &Page, region: &Region, listed: &ListedPost) -> PostRow {
    let details = &listed.post.details;
    let organisation = in_lang(&listed.organisation.name, page.lang);
    let place = Content::from(region.place_name(&listed.place, page.lang));
    let closes = page.t1("posts-row-closes", "date", texts::date(details.closes, page.lang));
    // What one compares stands at the side, under one another.
    let side = match &details.pay {
        Some(offered) => format!("{}<br>{}", Content::from(pay(page, offered)), Content::from(closes)),
        None => Content::from(closes).to_string(),
    };
    let facts = Content::html(format!("{organisation} · {place}"));
    PostRow::new(in_lang(&listed.title, page.lang), format!("/posts/{}", listed.id), facts)
        .chips(asked(page, details).into_iter().map(Chip::plain))
        .advice(Content::html(side))
}

/// A post as a row of a list beside whose end something else stands: its pay and last day come after its place.
#[must_use]
pub fn plain_row(page: &Page, region: &Region, listed: &ListedPost) -> PostRow {
    let details = &listed.post.details;
    let closes = page.t1("posts-row-closes", "date", texts::date(details.closes, page.lang));
    let facts: Vec<String> = [
        Some(in_lang(&listed.organisation.name, page.lang)),
        Some(Content::from(region.place_name(&listed.place, page.lang))),
        details.pay.as_ref().map(|offered| Content::from(pay(page, offered))),
        Some(Content::from(closes)),
    ]
    .into_iter()
    .flatten()
    .map(|fact| fact.to_string())
    .collect();
    let title = in_lang(&listed.title, page.lang);
    PostRow::new(title, format!("/posts/{}", listed.id), Content::html(facts.join(" · ")))
}

/// What a post asks, in few words.
fn asked(page: &Page, details: &Details) -> Vec<String> {
    let degree = details.degree.map(|degree| page.t(degree.text_key()));
    let kind = details.employment_type.map(|kind| page.t(kind.text_key()));
    degree.into_iter().chain(kind).chain(details.skills.iter().take(SKILLS).cloned()).collect()
}

/// Whole years as years, else months; nothing needed is said outright.
#[must_use]
pub fn experience(page: &Page, months: u16) -> String {
    match (months, months % 12) {
        (0, _) => page.t("posts-experience-none"),
        (months, 0) => page.t1("posts-experience-years", "years", months / 12),
        (months, _) => page.t1("posts-experience-months", "months", months),
    }
}

/// `英语（B2）`: a language that we have no name for shows its code.
#[must_use]
pub fn language(page: &Page, code: &str, level: Option<&str>) -> String {
    let known = ["zh", "en", "ja", "ko", "ru", "de", "fr", "es", "pt", "ar", "mn"];
    let name = match known.into_iter().find(|known| *known == code) {
        Some(code) => page.t(&format!("posts-language-{code}")),
        None => code.to_owned(),
    };
    match level {
        Some(level) => page.t2("posts-language-level", "language", name, "level", level),
        None => name,
    }
}
