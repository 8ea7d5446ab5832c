//! What somebody entered about an organisation, still as text, and the one place where it is checked, whichever door it
//! came in by: a page, the API, a command.

use super::{CreditCode, Details, Headcount, IndustryCode, OrganisationKind, Wording, WordingLimit};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{PlaceCode, Refusal};

/// The longest name, in characters.
pub const NAME_LIMIT: usize = 120;
/// The longest description, in characters.
pub const DESCRIPTION_LIMIT: usize = 10_000;

/// The fields of an organisation as entered; an empty text is "not said".
#[derive(Debug, Clone, Default, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(default, deny_unknown_fields)]
#[schema(as = OrganisationEntered)]
pub struct Entered {
    /// `employer`, `university`, `institute` or `park`.
    pub kind: String,
    /// The name in Chinese.
    pub name_zh: String,
    /// The name in English.
    pub name_en: String,
    /// The unified social credit code.
    pub credit_code: String,
    /// The place's code.
    pub place: String,
    /// The industry's code.
    pub industry: String,
    /// The band of headcount: `1-9` and so on.
    pub headcount: String,
    /// What it does, in Chinese.
    pub description_zh: String,
    /// What it does, in English.
    pub description_en: String,
}

impl Entered {
    /// Checks every field at once.
    ///
    /// # Errors
    /// Each field that cannot stand, the first first: `organisations.kind_missing`, `.kind_unknown`, `.name_missing`,
    /// `.text_too_long`, `.place_missing`, `.place_form`, `.industry_form`, `.headcount_unknown` and those of [`CreditCode::parse`].
    pub fn parse(&self) -> Result<Details, Refusal> {
        let mut refusals = Vec::new();
        let kind = keep(&mut refusals, self.kind());
        let name = keep(&mut refusals, self.name());
        let credit_code =
            keep(&mut refusals, optional(&self.credit_code, |t| CreditCode::parse(t, "credit_code")));
        let place = keep(&mut refusals, self.place());
        let industry = keep(&mut refusals, optional(&self.industry, |t| IndustryCode::parse(t, "industry")));
        let headcount = keep(&mut refusals, optional(&self.headcount, headcount));
        let limit = WordingLimit::Paragraphs(DESCRIPTION_LIMIT);
        let fields = ["description_zh", "description_en"];
        let description =
            keep(&mut refusals, Wording::parse(&self.description_zh, &self.description_en, fields, limit));
        Refusal::all(refusals)?;
        match (kind, name, place) {
            (Some(kind), Some(name), Some(place)) => Ok(Details {
                kind,
                name,
                credit_code: credit_code.flatten(),
                place,
                industry: industry.flatten(),
                headcount: headcount.flatten(),
                description: description.flatten(),
            }),
            // Each of the three leaves a refusal where it is `None`, so this is not reached; it is refused, not unwrapped.
            _ => Err(Refusal::invalid("organisations.name_missing", "name_zh")),
        }
    }

    fn kind(&self) -> Result<OrganisationKind, Refusal> {
        let id = self.kind.trim();
        if id.is_empty() {
            return Err(Refusal::invalid("organisations.kind_missing", "kind"));
        }
        OrganisationKind::from_id(id).ok_or_else(|| {
            Refusal::invalid("organisations.kind_unknown", "kind").with("value", shortened(id))
        })
    }

    fn name(&self) -> Result<Wording, Refusal> {
        Wording::parse(&self.name_zh, &self.name_en, ["name_zh", "name_en"], WordingLimit::Line(NAME_LIMIT))?
            .ok_or_else(|| Refusal::invalid("organisations.name_missing", "name_zh"))
    }

    fn place(&self) -> Result<PlaceCode, Refusal> {
        let code = self.place.trim();
        if code.is_empty() {
            return Err(Refusal::invalid("organisations.place_missing", "place"));
        }
        code.parse()
            .map_err(|_| Refusal::invalid("organisations.place_form", "place").with("value", shortened(code)))
    }
}

fn headcount(text: &str) -> Result<Headcount, Refusal> {
    Headcount::from_id(text).ok_or_else(|| {
        Refusal::invalid("organisations.headcount_unknown", "headcount").with("value", shortened(text))
    })
}

/// Nothing for a blank text, else what `parse` makes of it.
fn optional<T>(text: &str, parse: impl Fn(&str) -> Result<T, Refusal>) -> Result<Option<T>, Refusal> {
    let text = text.trim();
    if text.is_empty() { Ok(None) } else { parse(text).map(Some) }
}

/// The value, or nothing and its refusals among the others.
fn keep<T>(refusals: &mut Vec<Refusal>, result: Result<T, Refusal>) -> Option<T> {
    result
        .map_err(|refusal| refusals.extend(refusal.each().map(|r| Refusal { also: Vec::new(), ..r.clone() })))
        .ok()
}

/// What is told back of a wrong value: enough to recognise it.
fn shortened(text: &str) -> String {
    text.chars().take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    fn firm() -> Entered {
        Entered {
            kind: "employer".into(),
            name_zh: "长春沃野农机（虚构）有限公司".into(),
            name_en: "Changchun Woye Farm Machinery (invented)".into(),
            credit_code: "91350100M000100Y43".into(),
            place: "220100".into(),
            industry: "C35".into(),
            headcount: "50-249".into(),
            ..Entered::default()
        }
    }

    #[test]
    fn what_is_entered_right_is_taken_over() {
        let details = firm().parse().unwrap();
        assert_eq!(details.kind, OrganisationKind::Employer);
        assert_eq!(details.headcount, Some(Headcount::UpTo249));
        assert_eq!(details.description, None);
    }

    #[test]
    fn every_wrong_field_is_named_at_once() {
        let wrong = Entered {
            kind: "shop".into(),
            name_zh: String::new(),
            name_en: "x".repeat(NAME_LIMIT + 1),
            credit_code: "123".into(),
            place: "changchun".into(),
            industry: "Z".into(),
            headcount: "many".into(),
            ..Entered::default()
        };
        let refusal = wrong.parse().unwrap_err();
        let found: Vec<_> = refusal.each().map(|r| (r.code, r.field.as_deref().unwrap())).collect();
        assert_eq!(
            found,
            [
                ("organisations.kind_unknown", "kind"),
                ("organisations.text_too_long", "name_en"),
                ("organisations.credit_code_length", "credit_code"),
                ("organisations.place_form", "place"),
                ("organisations.industry_form", "industry"),
                ("organisations.headcount_unknown", "headcount"),
            ]
        );
    }

    #[test]
    fn nothing_entered_is_refused_for_what_must_be_there() {
        let refusal = Entered::default().parse().unwrap_err();
        let codes: Vec<_> = refusal.each().map(|r| r.code).collect();
        assert_eq!(
            codes,
            ["organisations.kind_missing", "organisations.name_missing", "organisations.place_missing"]
        );
    }
}
