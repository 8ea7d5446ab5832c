//! What somebody entered about a post, still as text, and the one place where it is checked, whichever door it came in
//! by: a form, a CSV, a JobPosting. A blank is "not said".

use super::{CscoCode, Degree, Details, EmploymentType, Field, IscoCode, Pay, PayPeriod};
use jiff::civil::Date;
use organisations::model::plain_text::{half_width, line};
use organisations::model::{Wording, WordingLimit};
use std::{collections::BTreeMap, num::NonZeroU32};
use vocabulary::{Currency, Money, PlaceCode, Refusal};

/// The longest title, in characters.
pub const TITLE_LIMIT: usize = 120;
/// The longest description, in characters.
pub const DESCRIPTION_LIMIT: usize = 20_000;
/// The longest reference, skill or licence, in characters.
pub const WORD_LIMIT: usize = 80;
/// The most skills, languages or licences.
pub const LIST_LIMIT: usize = 50;
/// The most people one post looks for.
pub const PLACES_LIMIT: u32 = 10_000;
/// The most experience that may be asked for, in months.
pub const EXPERIENCE_LIMIT_MONTHS: u16 = 600;

/// The fields of a post as entered.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Entered(BTreeMap<Field, String>);

impl Entered {
    /// Sets what a field says; a blank unsets it.
    pub fn set(&mut self, field: Field, text: impl Into<String>) {
        let text = text.into();
        if text.trim().is_empty() {
            self.0.remove(&field);
        } else {
            self.0.insert(field, text);
        }
    }

    /// What a field says; empty if it was not said.
    #[must_use]
    pub fn get(&self, field: Field) -> &str {
        self.0.get(&field).map_or("", |text| text.trim())
    }

    /// Whether nothing at all was said.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Checks every field at once.
    ///
    /// # Errors
    /// Each field that cannot stand, by the name of the field ([`Field::id`]), the first first.
    pub fn parse(&self) -> Result<Details, Refusal> {
        let mut check = Check { entered: self, refusals: Vec::new() };
        let reference = check.reference();
        let title = check.wording(
            [Field::TitleZh, Field::TitleEn],
            WordingLimit::Line(TITLE_LIMIT),
            "posts.title_missing",
        );
        let description = check.wording(
            [Field::DescriptionZh, Field::DescriptionEn],
            WordingLimit::Paragraphs(DESCRIPTION_LIMIT),
            "posts.description_missing",
        );
        let csco = check.said(Field::CscoCode, |text| CscoCode::parse(text, Field::CscoCode.id()));
        let isco = check.said(Field::IscoCode, |text| IscoCode::parse(text, Field::IscoCode.id()));
        let place = check.place();
        let places_count = check.said(Field::PlacesCount, places_count);
        let pay = check.pay();
        let degree = check.said(Field::Degree, degree).flatten();
        let experience_months = check.said(Field::ExperienceYears, experience_months);
        let skills = check.words(Field::Skills);
        let languages = check.languages();
        let licences = check.words(Field::Licences);
        let employment_type = check.said(Field::EmploymentType, |text| {
            EmploymentType::from_word(text)
                .ok_or_else(|| wrong("posts.employment_type_unknown", Field::EmploymentType, text))
        });
        let opens = check.said(Field::Opens, |text| date(text, Field::Opens));
        let closes = check.closes(opens);
        Refusal::all(check.refusals)?;
        match (title, description, place, closes) {
            (Some(title), Some(description), Some(place), Some(closes)) => Ok(Details {
                reference,
                title,
                description,
                csco,
                isco,
                place,
                places_count,
                pay,
                degree,
                experience_months,
                skills,
                languages,
                licences,
                employment_type,
                opens,
                closes,
            }),
            // Each of the four leaves a refusal where it is `None`, so this is not reached; it is refused, not unwrapped.
            _ => Err(Refusal::invalid("posts.title_missing", Field::TitleZh.id())),
        }
    }
}

/// The refusals so far.
struct Check<'a> {
    entered: &'a Entered,
    refusals: Vec<Refusal>,
}

impl Check<'_> {
    fn keep<T>(&mut self, result: Result<T, Refusal>) -> Option<T> {
        let single = |refusal: &Refusal| Refusal { also: Vec::new(), ..refusal.clone() };
        result.map_err(|refusal| self.refusals.extend(refusal.each().map(single))).ok()
    }

    /// What `parse` makes of the field, nothing if it was not said.
    fn said<T>(&mut self, field: Field, parse: impl Fn(&str) -> Result<T, Refusal>) -> Option<T> {
        let text = self.entered.get(field);
        if text.is_empty() { None } else { self.keep(parse(text)) }
    }

    fn reference(&mut self) -> Option<String> {
        self.said(Field::Reference, |text| word(text, Field::Reference))
    }

    fn wording(&mut self, fields: [Field; 2], limit: WordingLimit, missing: &'static str) -> Option<Wording> {
        let [zh, en] = fields;
        let (zh_text, en_text) = (self.entered.get(zh), self.entered.get(en));
        let parsed = Wording::parse(zh_text, en_text, [zh.id(), en.id()], limit)
            .and_then(|wording| wording.ok_or_else(|| Refusal::invalid(missing, zh.id())));
        self.keep(parsed)
    }

    fn place(&mut self) -> Option<PlaceCode> {
        let text = half_width(self.entered.get(Field::Place)).to_ascii_uppercase();
        let parsed = if text.is_empty() {
            Err(Refusal::invalid("posts.place_missing", Field::Place.id()))
        } else {
            text.parse().map_err(|_| wrong("posts.place_form", Field::Place, &text))
        };
        self.keep(parsed)
    }

    /// All of the four fields, or none of them.
    fn pay(&mut self) -> Option<Pay> {
        let fields = [Field::PayFrom, Field::PayTo, Field::PayCurrency, Field::PayPer];
        let [from, to, currency, per] = fields.map(|field| self.entered.get(field));
        if from.is_empty() && to.is_empty() {
            return None; // A currency alone, filled down a whole column, says nothing.
        }
        let missing: Vec<_> =
            fields.into_iter().filter(|field| self.entered.get(*field).is_empty()).collect();
        if !missing.is_empty() {
            self.refusals.extend(
                missing.into_iter().map(|field| Refusal::invalid("posts.pay_part_missing", field.id())),
            );
            return None;
        }
        let code = half_width(currency).to_ascii_uppercase();
        let code = if code == "元" || code == "人民币" { "CNY" } else { &code };
        let currency = Currency::from_code(code)
            .ok_or_else(|| wrong("posts.pay_currency_unknown", Field::PayCurrency, currency));
        let per = PayPeriod::from_word(per).ok_or_else(|| wrong("posts.pay_per_unknown", Field::PayPer, per));
        let (currency, per) = (self.keep(currency)?, self.keep(per)?);
        let amount = |text: &str, field: Field| {
            Money::parse(&half_width(text), currency).map_err(|_| wrong("posts.pay_form", field, text))
        };
        let (from, to) = (self.keep(amount(from, Field::PayFrom)), self.keep(amount(to, Field::PayTo)));
        self.keep(Pay::new(from?, to?, per))
    }

    fn words(&mut self, field: Field) -> Vec<String> {
        let mut words: Vec<String> = Vec::new();
        for part in split(self.entered.get(field)) {
            if let Some(word) =
                self.keep(word(part, field)).filter(|word| !word.is_empty() && !words.contains(word))
            {
                words.push(word);
            }
        }
        self.check_count(words.len(), field);
        words
    }

    fn languages(&mut self) -> Vec<super::LanguageRequirement> {
        let mut languages = Vec::new();
        for part in split(self.entered.get(Field::Languages)) {
            let parsed = part.parse().map_err(|_| wrong("posts.language_form", Field::Languages, part));
            if let Some(language) = self.keep(parsed).filter(|language| !languages.contains(language)) {
                languages.push(language);
            }
        }
        self.check_count(languages.len(), Field::Languages);
        languages
    }

    fn check_count(&mut self, count: usize, field: Field) {
        if count > LIST_LIMIT {
            let refusal = Refusal::invalid("posts.list_too_long", field.id()).with("count", count);
            self.refusals.push(refusal.with("limit", LIST_LIMIT));
        }
    }

    fn closes(&mut self, opens: Option<Date>) -> Option<Date> {
        if self.entered.get(Field::Closes).is_empty() {
            self.refusals.push(Refusal::invalid("posts.closes_missing", Field::Closes.id()));
            return None;
        }
        let closes = self.said(Field::Closes, |text| date(text, Field::Closes))?;
        if opens.is_some_and(|opens| opens > closes) {
            self.refusals.push(Refusal::invalid("posts.closes_before_opens", Field::Closes.id()));
        }
        Some(closes)
    }
}

/// The parts of a list: separated by semicolons, commas, the Chinese enumeration comma, or lines.
fn split(text: &str) -> impl Iterator<Item = &str> {
    text.split([';', '；', ',', '，', '、', '\n', '\r']).map(str::trim).filter(|part| !part.is_empty())
}

fn word(text: &str, field: Field) -> Result<String, Refusal> {
    let word = line(text);
    let count = word.chars().count();
    if count > WORD_LIMIT {
        return Err(Refusal::invalid("posts.word_too_long", field.id())
            .with("count", count)
            .with("limit", WORD_LIMIT));
    }
    Ok(word)
}

fn places_count(text: &str) -> Result<NonZeroU32, Refusal> {
    let digits = half_width(text);
    let digits = digits.strip_suffix('人').unwrap_or(&digits).trim();
    let is_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_digit());
    let count =
        is_digits.then(|| digits.parse::<NonZeroU32>().ok()).flatten().filter(|n| n.get() <= PLACES_LIMIT);
    count
        .ok_or_else(|| wrong("posts.places_count_form", Field::PlacesCount, text).with("limit", PLACES_LIMIT))
}

/// `None` is said outright: no degree is asked for.
fn degree(text: &str) -> Result<Option<Degree>, Refusal> {
    if matches!(text.to_lowercase().as_str(), "不限" | "无要求" | "any" | "none") {
        return Ok(None);
    }
    Degree::from_word(text).map(Some).ok_or_else(|| wrong("posts.degree_unknown", Field::Degree, text))
}

/// `3`, `1.5` (years), `18 months`, `18个月`, `不限`.
fn experience_months(text: &str) -> Result<u16, Refusal> {
    let refused = || {
        let most_years = EXPERIENCE_LIMIT_MONTHS / 12;
        wrong("posts.experience_form", Field::ExperienceYears, text).with("limit", most_years)
    };
    let written = half_width(text).to_lowercase();
    if matches!(written.as_str(), "不限" | "无要求" | "any" | "none") {
        return Ok(0);
    }
    let months = written.strip_suffix("months").or_else(|| written.strip_suffix("个月"));
    let count = match months {
        Some(digits) => number(digits),
        None => {
            let years =
                written.strip_suffix("years").or_else(|| written.strip_suffix('年')).unwrap_or(&written);
            let (whole, half) = years.trim().strip_suffix(".5").map_or((years, 0), |whole| (whole, 6));
            number(whole).and_then(|years| years.checked_mul(12)).and_then(|months| months.checked_add(half))
        }
    };
    count.filter(|months| *months <= EXPERIENCE_LIMIT_MONTHS).ok_or_else(refused)
}

fn number(text: &str) -> Option<u16> {
    let text = text.trim();
    (!text.is_empty() && text.bytes().all(|b| b.is_ascii_digit())).then(|| text.parse().ok()).flatten()
}

/// Year, month, day in this order: `2026-12-31`, `2026/1/5`, `2026.1.5`, `2026年1月5日`; a time after a `T` is left off,
/// so that the day is the one written, whatever the zone.
fn date(text: &str, field: Field) -> Result<Date, Refusal> {
    let refused = || wrong("posts.date_form", field, text);
    let written = half_width(text);
    let day = written.split(['T', 't', ' ']).next().unwrap_or_default();
    let day = day.strip_suffix('日').unwrap_or(day).replace(['/', '.', '年', '月'], "-");
    let mut parts = day.split('-').map(|part| {
        (matches!(part.len(), 1..=4) && part.bytes().all(|b| b.is_ascii_digit()))
            .then(|| part.parse::<i16>().ok())
            .flatten()
    });
    let mut next = || parts.next().flatten();
    let (Some(year @ 1900..=2999), Some(month), Some(day)) = (next(), next(), next()) else {
        return Err(refused());
    };
    if parts.next().is_some() {
        return Err(refused());
    }
    let small = |n: i16| i8::try_from(n).map_err(|_| refused());
    Date::new(year, small(month)?, small(day)?).map_err(|_| refused())
}

fn wrong(code: &'static str, field: Field, text: &str) -> Refusal {
    Refusal::invalid(code, field.id()).with("value", text.chars().take(40).collect::<String>())
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date as day;
    use proptest::prelude::*;

    fn entered(pairs: &[(Field, &str)]) -> Entered {
        let mut entered = Entered::default();
        for (field, text) in [
            (Field::TitleZh, "软件工程师（虚构）"),
            (Field::DescriptionZh, "编写农机软件。"),
            (Field::Place, "220100"),
            (Field::Closes, "2026-12-31"),
        ] {
            entered.set(field, text);
        }
        for (field, text) in pairs {
            entered.set(*field, *text);
        }
        entered
    }

    fn refused(pairs: &[(Field, &str)]) -> Vec<(&'static str, String)> {
        let refusal = entered(pairs).parse().unwrap_err();
        refusal.each().map(|r| (r.code, r.field.clone().unwrap())).collect()
    }

    #[test]
    fn what_was_not_said_is_absent() {
        let details = entered(&[]).parse().unwrap();
        assert_eq!((details.pay, details.degree, details.places_count), (None, None, None));
        assert_eq!((details.experience_months, details.opens), (None, None));
        assert_eq!(details.closes, day(2026, 12, 31));
    }

    #[test]
    fn a_post_of_nothing_names_the_four_things_it_needs() {
        let refusal = Entered::default().parse().unwrap_err();
        assert_eq!(
            refusal.each().map(|r| r.code).collect::<Vec<_>>(),
            [
                "posts.title_missing",
                "posts.description_missing",
                "posts.place_missing",
                "posts.closes_missing"
            ]
        );
    }

    #[test]
    fn each_wrong_field_is_refused_by_its_name() {
        for (field, text, code) in [
            (Field::CscoCode, "2-02", "posts.csco_form"),
            (Field::IscoCode, "abc", "posts.isco_form"),
            (Field::Place, "长春", "posts.place_form"),
            (Field::PlacesCount, "0", "posts.places_count_form"),
            (Field::PlacesCount, "若干", "posts.places_count_form"),
            (Field::PlacesCount, "10001", "posts.places_count_form"),
            (Field::Degree, "高学历", "posts.degree_unknown"),
            (Field::ExperienceYears, "很多", "posts.experience_form"),
            (Field::ExperienceYears, "51", "posts.experience_form"),
            (Field::ExperienceYears, "99999", "posts.experience_form"),
            (Field::Languages, "english", "posts.language_form"),
            (Field::EmploymentType, "slave", "posts.employment_type_unknown"),
            (Field::Opens, "2026-02-30", "posts.date_form"),
            (Field::Closes, "31/12/2026", "posts.date_form"),
            (Field::Closes, "明天", "posts.date_form"),
            (Field::Reference, &"r".repeat(81), "posts.word_too_long"),
            (Field::TitleEn, &"t".repeat(121), "organisations.text_too_long"),
            (Field::PayFrom, "8000", "posts.pay_part_missing"),
        ] {
            let found = refused(&[(field, text)]);
            assert_eq!(found.first().map(|(code, _)| *code), Some(code), "{text}");
            assert!(field == Field::PayFrom || found[0].1 == field.id(), "{found:?}");
        }
    }

    #[test]
    fn pay_is_whole_or_refused() {
        let pay = |from, to, currency, per| {
            entered(&[
                (Field::PayFrom, from),
                (Field::PayTo, to),
                (Field::PayCurrency, currency),
                (Field::PayPer, per),
            ])
            .parse()
        };
        let found = pay("8,000", "１２０００.5", "元", "月").unwrap().pay.unwrap();
        assert_eq!(
            (found.from().minor, found.to().minor, found.per()),
            (800_000, 1_200_050, PayPeriod::Month)
        );
        for (from, to, currency, per, code) in [
            ("9000", "8000", "CNY", "month", "posts.pay_order"),
            ("-1", "8000", "CNY", "month", "posts.pay_form"),
            ("1e3", "8000", "CNY", "month", "posts.pay_form"),
            ("1", "8000", "USD", "month", "posts.pay_currency_unknown"),
            ("1", "8000", "CNY", "hour", "posts.pay_per_unknown"),
            ("1", "99999999999999", "CNY", "month", "posts.pay_too_large"),
            ("1", "999999999999999999999", "CNY", "month", "posts.pay_form"),
        ] {
            assert_eq!(pay(from, to, currency, per).unwrap_err().code, code, "{from} {to} {currency} {per}");
        }
    }

    #[test]
    fn a_currency_without_an_amount_says_nothing() {
        assert_eq!(
            entered(&[(Field::PayCurrency, "CNY"), (Field::PayPer, "month")]).parse().unwrap().pay,
            None
        );
    }

    #[test]
    fn experience_is_counted_in_months() {
        for (text, months) in
            [("3", 36), ("1.5", 18), ("18 months", 18), ("18个月", 18), ("3年", 36), ("0", 0), ("不限", 0)]
        {
            let details = entered(&[(Field::ExperienceYears, text)]).parse().unwrap();
            assert_eq!(details.experience_months, Some(months), "{text}");
        }
    }

    #[test]
    fn dates_are_read_as_spreadsheets_write_them_in_one_order_only() {
        for text in ["2026-1-5", "2026/1/5", "2026.01.05", "2026年1月5日", "2026-01-05T23:59:59+08:00"] {
            assert_eq!(
                entered(&[(Field::Opens, text)]).parse().unwrap().opens,
                Some(day(2026, 1, 5)),
                "{text}"
            );
        }
    }

    #[test]
    fn a_post_does_not_close_before_it_opens() {
        assert_eq!(
            refused(&[(Field::Opens, "2027-01-01")]),
            [("posts.closes_before_opens", "closes".to_owned())]
        );
    }

    #[test]
    fn lists_are_split_and_hold_nothing_twice() {
        let details = entered(&[(Field::Skills, "Rust；SQL, Rust、数据库"), (Field::Languages, "en:B2; ja")])
            .parse()
            .unwrap();
        assert_eq!(details.skills, ["Rust", "SQL", "数据库"]);
        assert_eq!(details.languages.len(), 2);
        let many: String = (0..51).map(|n| format!("s{n};")).collect();
        assert_eq!(refused(&[(Field::Skills, &many)]), [("posts.list_too_long", "skills".to_owned())]);
    }

    proptest! {
        #[test]
        fn no_text_in_any_field_makes_it_panic(texts in proptest::collection::vec(any::<String>(), Field::ALL.len())) {
            let mut entered = Entered::default();
            for (field, text) in Field::ALL.iter().zip(texts) {
                entered.set(*field, text);
            }
            let _ = entered.parse();
        }

        #[test]
        fn nearly_right_texts_do_not_panic(text in "[0-9]{0,6}[-./年月日Te:;, ]{0,2}[0-9]{0,25}[-.个months年]{0,4}[0-9]{0,3}") {
            let mut entered = Entered::default();
            for field in Field::ALL {
                entered.set(*field, text.clone());
            }
            let _ = entered.parse();
        }
    }
}
