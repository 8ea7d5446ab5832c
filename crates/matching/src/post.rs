//! An open position: its words, its codes, the conditions it never trades, and what it wishes. A post that contradicts
//! itself is refused before it is matched.

use crate::{
    codes::{CscoCode, IscoCode},
    levels::{Cefr, Degree, LanguageTag},
    profile::{entries, name, names},
};
use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::{Money, MoneyError, PlaceCode, Refusal};

/// The longest text of a post, in characters.
pub(crate) const MAX_TEXT_CHARS: usize = 50_000;

/// A language with the least level.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct LanguageNeed {
    /// ISO 639.
    pub language: LanguageTag,
    /// At least so well.
    pub level: Cefr,
}

/// What a post asks without exception. What is absent is not asked.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct HardConditions {
    /// At least this degree.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_degree: Option<Degree>,
    /// Each of these licences.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub licences: Vec<String>,
    /// Each of these languages, at least so well.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub languages: Vec<LanguageNeed>,
    /// At least so many complete years of experience.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min_years: Option<u16>,
    /// The person lives in one of these places or would work there.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub places: Vec<PlaceCode>,
    /// The person may work where the post is.
    #[serde(skip_serializing_if = "std::ops::Not::not")]
    pub work_permit: bool,
}

/// What a post pays, gross, per year. One end may be unknown.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct PayRange {
    /// At least.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub min: Option<Money>,
    /// At most.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub max: Option<Money>,
}

/// An open position.
#[derive(Debug, Clone, PartialEq, Eq, Default, Serialize, Deserialize)]
#[serde(default, deny_unknown_fields)]
pub struct Post {
    /// Tells this post from others; ties are broken by it.
    pub id: String,
    /// What the position is called.
    pub title: String,
    /// What is said about it.
    pub text: String,
    /// Its occupations by CSCO 2022.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub csco: Vec<CscoCode>,
    /// Its occupations by ISCO-08.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub isco: Vec<IscoCode>,
    /// What it asks without exception.
    pub hard: HardConditions,
    /// Skills it wishes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wished_skills: Vec<String>,
    /// Languages it wishes.
    #[serde(skip_serializing_if = "Vec::is_empty")]
    pub wished_languages: Vec<LanguageNeed>,
    /// Years of experience it wishes, complete ones.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub wished_years: Option<u16>,
    /// What it pays; unknown if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub pay: Option<PayRange>,
    /// Where it is; unknown if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub place: Option<PlaceCode>,
    /// How many people are sought; unknown if absent.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub openings: Option<u32>,
    /// The first day on which one may apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub opens: Option<Date>,
    /// The last day on which one may apply.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub closes: Option<Date>,
    /// The day by which the work begins at the latest.
    #[serde(skip_serializing_if = "Option::is_none")]
    pub starts: Option<Date>,
}

impl Post {
    /// Whether the post can be used, and does not contradict itself.
    ///
    /// # Errors
    /// At the field: `matching.name_length` (no id or title, or too long a one), `matching.text_length`,
    /// `matching.too_many_entries`, `matching.closes_before_opens`, `matching.starts_before_opens`,
    /// `matching.pay_negative`, `matching.pay_range_reversed`, `matching.pay_two_currencies`, `matching.no_openings`,
    /// `matching.wished_below_required`, `matching.language_twice`; the first of all that was found.
    pub fn check(&self) -> Result<(), Refusal> {
        let mut refusals = Vec::new();
        name(&mut refusals, "id", &self.id);
        name(&mut refusals, "title", &self.title);
        if self.text.chars().nth(MAX_TEXT_CHARS).is_some() {
            refusals.push(Refusal::invalid("matching.text_length", "text").with("most", MAX_TEXT_CHARS));
        }
        entries(&mut refusals, "csco", self.csco.len());
        entries(&mut refusals, "isco", self.isco.len());
        entries(&mut refusals, "hard.places", self.hard.places.len());
        names(&mut refusals, "hard.licences", &self.hard.licences);
        names(&mut refusals, "wished_skills", &self.wished_skills);
        self.check_languages(&mut refusals);
        self.check_dates(&mut refusals);
        self.check_pay(&mut refusals);
        if self.openings == Some(0) {
            refusals.push(Refusal::invalid("matching.no_openings", "openings"));
        }
        if let (Some(wished), Some(required)) = (self.wished_years, self.hard.min_years)
            && wished < required
        {
            refusals.push(
                Refusal::invalid("matching.wished_below_required", "wished_years")
                    .with("wished", wished)
                    .with("required", required),
            );
        }
        Refusal::all(refusals)
    }

    fn check_languages(&self, refusals: &mut Vec<Refusal>) {
        for (field, needs) in
            [("hard.languages", &self.hard.languages), ("wished_languages", &self.wished_languages)]
        {
            entries(refusals, field, needs.len());
            let mut tags: Vec<&LanguageTag> = needs.iter().map(|need| &need.language).collect();
            tags.sort_unstable();
            if let Some(pair) = tags.windows(2).find(|pair| pair.first() == pair.last()) {
                let language = pair.first().map_or("", |tag| tag.as_str());
                refusals.push(Refusal::invalid("matching.language_twice", field).with("language", language));
            }
        }
    }

    fn check_dates(&self, refusals: &mut Vec<Refusal>) {
        let Some(opens) = self.opens else { return };
        for (field, code, day) in [
            ("closes", "matching.closes_before_opens", self.closes),
            ("starts", "matching.starts_before_opens", self.starts),
        ] {
            if let Some(day) = day.filter(|day| *day < opens) {
                refusals.push(Refusal::invalid(code, field).with("opens", opens).with("day", day));
            }
        }
    }

    fn check_pay(&self, refusals: &mut Vec<Refusal>) {
        let Some(pay) = &self.pay else { return };
        for (field, amount) in [("pay.min", pay.min), ("pay.max", pay.max)] {
            if amount.is_some_and(|amount| amount.minor < 0) {
                refusals.push(Refusal::invalid("matching.pay_negative", field));
            }
        }
        if let (Some(min), Some(max)) = (pay.min, pay.max) {
            match min.compare(max) {
                Ok(std::cmp::Ordering::Greater) => refusals.push(
                    Refusal::invalid("matching.pay_range_reversed", "pay.max")
                        .with("min", min)
                        .with("max", max),
                ),
                Err(MoneyError::Currencies(..)) => {
                    refusals.push(Refusal::invalid("matching.pay_two_currencies", "pay.max"));
                }
                _ => {}
            }
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use vocabulary::Currency;

    fn post() -> Post {
        Post { id: "1".to_owned(), title: "焊工".to_owned(), ..Post::default() }
    }

    fn codes(post: &Post) -> Vec<(&'static str, String)> {
        let refused = post.check().unwrap_err();
        refused.each().map(|r| (r.code, r.field.clone().unwrap_or_default())).collect()
    }

    #[test]
    fn an_empty_post_is_refused() {
        let found = codes(&Post::default());
        assert_eq!(
            found,
            [("matching.name_length", "id".to_owned()), ("matching.name_length", "title".to_owned())]
        );
        assert_eq!(post().check(), Ok(()));
    }

    #[test]
    fn a_post_that_contradicts_itself_is_refused_with_everything_that_is_wrong() {
        let money = |minor, currency| Some(Money::new(minor, currency));
        let need = |level| LanguageNeed { language: "en".parse().unwrap(), level };
        let found = codes(&Post {
            opens: Some(date(2026, 3, 2)),
            closes: Some(date(2026, 3, 1)),
            starts: Some(date(2026, 1, 1)),
            pay: Some(PayRange { min: money(2, Currency::CNY), max: money(1, Currency::CNY) }),
            openings: Some(0),
            wished_years: Some(1),
            hard: HardConditions {
                min_years: Some(3),
                languages: vec![need(Cefr::B2), need(Cefr::A1)],
                ..HardConditions::default()
            },
            ..post()
        });
        let found: Vec<&str> = found.iter().map(|(code, _)| *code).collect();
        let expected = [
            "matching.language_twice",
            "matching.closes_before_opens",
            "matching.starts_before_opens",
            "matching.pay_range_reversed",
            "matching.no_openings",
            "matching.wished_below_required",
        ];
        assert_eq!(found, expected);
        let two = PayRange { min: money(1, Currency::CNY), max: money(1, Currency::EUR) };
        assert_eq!(
            codes(&Post { pay: Some(two), ..post() }),
            [("matching.pay_two_currencies", "pay.max".to_owned())]
        );
        let negative = PayRange { min: money(-1, Currency::CNY), max: None };
        assert_eq!(
            codes(&Post { pay: Some(negative), ..post() }),
            [("matching.pay_negative", "pay.min".to_owned())]
        );
    }

    #[test]
    fn a_title_or_text_of_a_megabyte_is_refused() {
        let long = "焊".repeat(400_000);
        assert_eq!(
            codes(&Post { title: long.clone(), ..post() }),
            [("matching.name_length", "title".to_owned())]
        );
        assert_eq!(codes(&Post { text: long, ..post() }), [("matching.text_length", "text".to_owned())]);
    }

    #[test]
    fn an_unknown_field_is_refused_by_name() {
        for text in [r#"{"id":"1","sallary":1}"#, r#"{"hard":{"gender":"f"}}"#] {
            assert!(
                serde_json::from_str::<Post>(text).unwrap_err().to_string().contains("unknown field"),
                "{text}"
            );
        }
    }
}
