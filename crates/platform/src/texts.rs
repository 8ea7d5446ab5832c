//! Texts: Fluent files in Chinese and English, one pair per capability, all in one bundle per language. Numbers, money
//! and dates are formatted by ICU4X.
//!
//! A Chinese text sets a space beside an argument, as between 第 and 5 in 第 5 条; where the argument turns out to be
//! Chinese at that end, the space is left out.

use fluent_bundle::{FluentArgs, FluentResource, FluentValue, concurrent::FluentBundle};
use icu_datetime::{DateTimeFormatter, fieldsets::YMD, input::Date as IcuDate};
use icu_locale_core::locale;
use jiff::{Timestamp, civil::Date};
use std::{
    collections::{BTreeMap, HashMap},
    sync::Arc,
};
use vocabulary::{Lang, Money, Refusal};

/// One capability's texts in one language.
#[derive(Debug, Clone, Copy)]
pub struct TextFile {
    /// `capability/zh.ftl`: for messages about a mistake.
    pub name: &'static str,
    /// Which language.
    pub lang: Lang,
    /// Fluent.
    pub text: &'static str,
}

/// Why the texts could not be read: a mistake of ours, found at the first start and by tests.
#[derive(Debug, thiserror::Error)]
#[error("{file}: {problem}")]
pub struct TextError {
    /// Which file.
    pub file: String,
    /// What is wrong.
    pub problem: String,
}

/// All texts.
#[derive(Clone)]
pub struct Texts {
    bundles: Arc<BTreeMap<Lang, FluentBundle<FluentResource>>>,
    sources: Arc<BTreeMap<(Lang, String), String>>,
    /// Those in which nothing is filled in, ready: most of a page's words, and Fluent takes a while for each.
    fixed: Arc<BTreeMap<Lang, HashMap<String, String>>>,
}

impl std::fmt::Debug for Texts {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("Texts")
    }
}

impl Texts {
    /// Reads all files.
    ///
    /// # Errors
    /// The first mistake: of form, or a key that stands twice.
    pub fn read(files: &[TextFile]) -> Result<Self, TextError> {
        let mut bundles = BTreeMap::new();
        let mut sources = BTreeMap::new();
        let mut fixed = BTreeMap::new();
        for lang in Lang::ALL {
            let tag = lang.html().parse().map_err(|_| TextError {
                file: lang.html().to_owned(),
                problem: "is not a language".to_owned(),
            })?;
            let mut bundle = FluentBundle::new_concurrent(vec![tag]);
            // The isolating marks are for mixed writing directions, which we do not have; in titles they show as boxes. In
            // Chinese they say where an argument begins and ends, and `say` takes them out again.
            bundle.set_use_isolating(lang == Lang::Zh);
            for file in files.iter().filter(|file| file.lang == lang) {
                let fail = |problem: String| TextError { file: file.name.to_owned(), problem };
                let resource = FluentResource::try_new(file.text.to_owned())
                    .map_err(|(_, errors)| fail(format!("{errors:?}")))?;
                bundle.add_resource(resource).map_err(|errors| fail(format!("{errors:?}")))?;
                sources.extend(patterns(file.text).map(|(key, pattern)| ((lang, key), pattern)));
            }
            let of_lang = sources.iter().filter(|((of, _), pattern)| *of == lang && !pattern.contains('{'));
            let words: HashMap<String, String> = of_lang
                .filter_map(|((_, key), _)| {
                    let pattern = bundle.get_message(key)?.value()?;
                    let words = bundle.format_pattern(pattern, None, &mut Vec::new()).into_owned();
                    Some((key.clone(), words))
                })
                .collect();
            fixed.insert(lang, words);
            bundles.insert(lang, bundle);
        }
        Ok(Self { bundles: Arc::new(bundles), sources: Arc::new(sources), fixed: Arc::new(fixed) })
    }

    /// The text under `key` as it is written, nothing filled in: `A password has at least {$least} characters.` For
    /// generated documents; pages use [`Self::say`].
    #[must_use]
    pub fn raw(&self, lang: Lang, key: &str) -> Option<String> {
        self.sources.get(&(lang, key.to_owned())).cloned()
    }

    /// Whether there is such a text.
    #[must_use]
    pub fn has(&self, lang: Lang, key: &str) -> bool {
        self.bundles.get(&lang).is_some_and(|bundle| bundle.has_message(key))
    }

    /// The text under `key`. A missing one shows as its key: `xtask tidy` finds it before anybody else does.
    #[must_use]
    pub fn say(&self, lang: Lang, key: &str, args: &[(&str, String)]) -> String {
        if let Some(words) = self.fixed.get(&lang).and_then(|words| words.get(key)) {
            return words.clone();
        }
        let Some(bundle) = self.bundles.get(&lang) else { return key.to_owned() };
        let Some(pattern) = bundle.get_message(key).and_then(|message| message.value()) else {
            tracing::error!(key, lang = lang.code(), "a text is missing");
            return key.to_owned();
        };
        let mut values = FluentArgs::with_capacity(args.len());
        for (name, value) in args {
            // A whole number chooses plural forms; it is shown as it was given.
            let value = match value.parse::<i64>() {
                Ok(number) if number.to_string() == *value => FluentValue::from(number),
                _ => FluentValue::from(value.clone()),
            };
            values.set((*name).to_owned(), value);
        }
        let mut errors = Vec::new();
        let text = bundle.format_pattern(pattern, Some(&values), &mut errors);
        let text = if lang == Lang::Zh { close_up(&text) } else { text.into_owned() };
        if !errors.is_empty() {
            tracing::error!(key, lang = lang.code(), ?errors, "a text could not be filled in");
        }
        text
    }

    /// The text of a refusal.
    #[must_use]
    pub fn refusal(&self, lang: Lang, refusal: &Refusal) -> String {
        let args: Vec<(&str, String)> =
            refusal.args.iter().map(|(name, value)| (*name, value.clone())).collect();
        self.say(lang, &refusal.text_key(), &args)
    }
}

/// Fluent's marks around an argument.
const MARKS: [char; 2] = [OPEN, '\u{2069}'];
const OPEN: char = '\u{2068}';

/// Takes out the marks around arguments, and the space beside one where Chinese would stand on both sides of it. What
/// stands inside an argument stays as it is: somebody may have written it so.
fn close_up(text: &str) -> String {
    let mut done = String::with_capacity(text.len());
    let mut rest = text;
    while let Some(at) = rest.find(MARKS) {
        let (before, marked) = rest.split_at(at);
        done.push_str(before);
        let is_open = marked.starts_with(OPEN);
        rest = marked.strip_prefix(MARKS).unwrap_or_default();
        if is_open {
            if let Some(without) = done.strip_suffix(' ')
                && without.ends_with(is_chinese)
                && first(rest).is_some_and(is_chinese)
            {
                done.pop();
            }
        } else if let Some(without) = rest.strip_prefix(' ')
            && done.ends_with(is_chinese)
            && first(without).is_some_and(is_chinese)
        {
            rest = without;
        }
    }
    done.push_str(rest);
    done
}

/// The first character that will be seen.
fn first(text: &str) -> Option<char> {
    text.chars().find(|c| !MARKS.contains(c))
}

/// A Chinese character, or punctuation as wide as one.
const fn is_chinese(c: char) -> bool {
    matches!(c, '\u{3001}'..='\u{303f}' | '\u{3400}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{ff01}'..='\u{ff60}' | '\u{20000}'..='\u{3ffff}')
}

/// The messages of a Fluent text: key and pattern, an indented continuation joined by a line's end, and every
/// placeable written `{$name}`. Comments, terms and attributes are left out.
fn patterns(text: &str) -> impl Iterator<Item = (String, String)> {
    let mut found: Vec<(String, String)> = Vec::new();
    let mut is_pattern = false;
    for line in text.lines() {
        if line.starts_with([' ', '\t']) {
            let part = line.trim();
            if part.starts_with('.') {
                is_pattern = false;
            }
            if let (true, false, Some((_, pattern))) = (is_pattern, part.is_empty(), found.last_mut()) {
                if !pattern.is_empty() {
                    pattern.push('\n');
                }
                pattern.push_str(part);
            }
        } else if let Some((key, pattern)) = line.split_once('=')
            && line.starts_with(|first: char| first.is_ascii_alphabetic())
        {
            found.push((key.trim().to_owned(), pattern.trim().to_owned()));
            is_pattern = true;
        } else if !line.is_empty() {
            is_pattern = false;
        }
    }
    found.into_iter().map(|(key, pattern)| (key, pattern.replace("{ $", "{$").replace(" }", "}")))
}

/// `150,000 元`, `CNY 150,000`, `9,803.25 欧元`, `EUR 9,803.25`: minor units only where there are any.
#[must_use]
pub fn money(amount: Money, lang: Lang) -> String {
    let digits = {
        let whole = grouped(amount.minor.unsigned_abs() / 100);
        match amount.minor.unsigned_abs() % 100 {
            0 => whole,
            part => format!("{whole}.{part:02}"),
        }
    };
    let sign = if amount.minor < 0 { "-" } else { "" };
    match lang {
        Lang::En => format!("{} {sign}{digits}", amount.currency),
        Lang::Zh => format!("{sign}{digits} {}", chinese_unit(amount.currency)),
    }
}

/// `1,234,567`: digits in groups of three, as both languages write them in tables.
#[must_use]
pub fn grouped(number: u64) -> String {
    let digits = number.to_string();
    let mut text = String::with_capacity(digits.len() + digits.len() / 3);
    for (place, digit) in digits.chars().enumerate() {
        if place > 0 && (digits.len() - place).is_multiple_of(3) {
            text.push(',');
        }
        text.push(digit);
    }
    text
}

fn chinese_unit(currency: vocabulary::Currency) -> &'static str {
    match currency {
        vocabulary::Currency::CNY => "\u{5143}",
        vocabulary::Currency::EUR => "\u{6b27}\u{5143}",
        vocabulary::Currency::CAD => "\u{52a0}\u{5143}",
    }
}

thread_local! {
    /// The forms of a date in each language: to make one costs far more than to use it, and none may leave its thread.
    static DATES: BTreeMap<Lang, DateTimeFormatter<YMD>> = Lang::ALL
        .into_iter()
        .filter_map(|lang| {
            let locale = match lang {
                Lang::Zh => locale!("zh-CN"),
                Lang::En => locale!("en-GB"),
            };
            Some((lang, DateTimeFormatter::try_new(locale.into(), YMD::long()).ok()?))
        })
        .collect();
}

/// `2026年11月22日`, `22 November 2026`.
#[must_use]
pub fn date(date: Date, lang: Lang) -> String {
    let iso =
        IcuDate::try_new_iso(i32::from(date.year()), date.month().unsigned_abs(), date.day().unsigned_abs());
    DATES.with(|dates| match (dates.get(&lang), iso) {
        (Some(form), Ok(iso)) => form.format(&iso).to_string(),
        // Both languages are compiled in and a civil date is always a date; should either fail, ISO is understood.
        _ => date.to_string(),
    })
}

/// `2026年11月22日 14:05`, in the region's time.
#[must_use]
pub fn moment(at: Timestamp, region: &crate::region::Region, lang: Lang) -> String {
    let local = region.local(at);
    format!("{} {:02}:{:02}", date(local.date(), lang), local.hour(), local.minute())
}

#[cfg(test)]
mod tests {
    use super::*;
    use vocabulary::Currency;

    #[test]
    fn money_is_shown_to_the_minor_unit_where_there_is_one() {
        let yuan = Money::new(15_000_000, Currency::CNY);
        assert_eq!(money(yuan, Lang::En), "CNY 150,000");
        assert_eq!(money(yuan, Lang::Zh), "150,000 元");
        assert_eq!(money(Money::new(38_195, Currency::EUR), Lang::En), "EUR 381.95");
        assert_eq!(money(Money::new(-5, Currency::CNY), Lang::Zh), "-0.05 元");
    }

    #[test]
    fn no_space_stands_between_chinese_characters_beside_an_argument() {
        let texts = [
            "article = 第 { $a } 条",
            "two = 从 { $a } 到 { $b }",
            "apart = { $a } { $b }",
            "chosen = 共 { $a ->\n    [1] 一\n   *[other] { $a } 个\n} 版本",
            "alone = { $a }",
        ];
        let text: &'static str = texts.join("\n").leak();
        let texts = Texts::read(&[
            TextFile { name: "a", lang: Lang::Zh, text },
            TextFile { name: "a", lang: Lang::En, text },
        ])
        .unwrap();
        for (key, a, b, said) in [
            ("article", "5", "", "第 5 条"),
            ("article", "五", "", "第五条"),
            ("article", "5（一）", "", "第 5（一）条"),
            ("two", "2.0 版", "3.0 版", "从 2.0 版到 3.0 版"),
            ("two", "旧版", "新版", "从旧版到新版"),
            // What somebody wrote with a space keeps it.
            ("two", "张 三", "Li Si", "从张 三到 Li Si"),
            ("apart", "长春", "2026年", "长春 2026年"),
            ("apart", "长春", "吉林", "长春吉林"),
            ("chosen", "1", "", "共一版本"),
            ("chosen", "2", "", "共 2 个版本"),
            ("alone", " 前后 ", "", " 前后 "),
        ] {
            assert_eq!(texts.say(Lang::Zh, key, &[("a", a.to_owned()), ("b", b.to_owned())]), said);
        }
        let english = texts.say(Lang::En, "two", &[("a", "旧版".to_owned()), ("b", "新版".to_owned())]);
        assert_eq!(english, "从 旧版 到 新版", "only in Chinese");
    }

    #[test]
    fn a_date_is_written_as_each_language_writes_it() {
        let day = jiff::civil::date(2026, 11, 2);
        assert_eq!(date(day, Lang::Zh), "2026年11月2日");
        assert_eq!(date(day, Lang::En), "2 November 2026");
    }

    #[test]
    fn a_text_can_be_shown_as_it_is_written() {
        let text = "# a comment = not a text\none = At most { $most } of {$all}.\n\n    Second line.\n\n-term = no\ntwo = 2\n    .label = no\n";
        let texts = Texts::read(&[TextFile { name: "a", lang: Lang::En, text }]).unwrap();
        assert_eq!(texts.raw(Lang::En, "one").unwrap(), "At most {$most} of {$all}.\nSecond line.");
        assert_eq!(texts.raw(Lang::En, "two").unwrap(), "2");
        assert_eq!(texts.raw(Lang::Zh, "two"), None);
        assert_eq!(texts.raw(Lang::En, "-term"), None);
    }

    #[test]
    fn a_key_that_stands_twice_is_a_mistake() {
        let file = TextFile { name: "a", lang: Lang::Zh, text: "a = 1\n" };
        assert!(Texts::read(&[file, file]).is_err());
    }
}
