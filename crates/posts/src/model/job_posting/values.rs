//! The parts of a JobPosting that are objects of their own: where, for whom, for how much, with what schooling, in which
//! occupation. Each is read into the fields of a post; what has no field is told back by its path.

use super::node::Node;
use crate::model::{CscoCode, Degree, Entered, Field, IscoCode, PayPeriod};
use std::collections::BTreeMap;

/// The `propertyID` under which a place carries its code; written and read by us.
pub const PLACE_CODE: &str = "place-code";
/// The set of terms in which a language with its level stands among the skills; written and read by us.
pub const LANGUAGES: &str = "urn:wotu:languages";
/// The code set of the national occupations.
pub const CSCO: &str = "职业分类大典 2022";
/// The code set of ISCO-08.
pub const ISCO: &str = "ISCO-08";

/// Where a job is, as the posting says it; the region finds its code by its own names.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct Address {
    /// Country: usually two letters.
    pub country: Option<String>,
    /// Province or state.
    pub region: Option<String>,
    /// City or county.
    pub locality: Option<String>,
    /// Postal code.
    pub postal_code: Option<String>,
}

/// Who looks for somebody, as the posting says it; the caller finds the organisation.
#[derive(Debug, Clone, Default, PartialEq, Eq)]
pub struct HiringOrganisation {
    /// Its name.
    pub name: Option<String>,
    /// Its web address.
    pub url: Option<String>,
}

/// What was gathered from a posting.
#[derive(Debug, Default)]
pub struct Gathered {
    /// What the fields say.
    pub entered: Entered,
    /// Where in the document each was said.
    pub paths: BTreeMap<Field, String>,
    /// What was left out.
    pub not_understood: Vec<String>,
}

impl Gathered {
    /// A field says `text`, at `node`.
    pub fn say(&mut self, field: Field, text: impl Into<String>, node: &Node<'_>) {
        self.entered.set(field, text);
        self.paths.insert(field, node.path.clone());
    }

    /// `node` has no field, or not in this form.
    pub fn leave(&mut self, node: &Node<'_>) {
        self.not_understood.push(node.path.clone());
    }
}

/// `hiringOrganization`: a name, or an Organization.
pub fn hiring_organisation(node: &Node<'_>) -> HiringOrganisation {
    let first = node.items().into_iter().next();
    let Some(first) = first else { return HiringOrganisation::default() };
    let url = first.said("url").or_else(|| first.said("sameAs"));
    HiringOrganisation { name: first.text(), url }
}

/// `address` of a Place: a text is taken for the locality.
pub fn address(place: &Node<'_>) -> Address {
    let Some(found) = place.get("address") else { return Address::default() };
    let Some(address) = found.items().into_iter().next() else { return Address::default() };
    if let Some(text) = address.value.as_str() {
        return Address { locality: Some(text.to_owned()), ..Address::default() };
    }
    Address {
        country: address.said("addressCountry"),
        region: address.said("addressRegion"),
        locality: address.said("addressLocality"),
        postal_code: address.said("postalCode"),
    }
}

/// The code that a Place carries as its `identifier`, if it is one of ours.
pub fn place_code(place: &Node<'_>) -> Option<String> {
    let identifiers = place.get("identifier")?.items();
    identifiers
        .iter()
        .find(|id| id.said("propertyID").as_deref() == Some(PLACE_CODE))
        .and_then(|id| id.said("value"))
}

/// `baseSalary`: a MonetaryAmount by month or year. A wage by hour, day or week is left out, for nothing is converted.
pub fn base_salary(node: &Node<'_>, gathered: &mut Gathered) {
    let Some(salary) = node.items().into_iter().next().filter(|salary| salary.value.is_object()) else {
        return gathered.leave(node);
    };
    let inner = salary.get("value").filter(|value| value.value.is_object());
    let amounts = inner.unwrap_or_else(|| salary.clone());
    let exact = amounts.get("value").filter(|value| !value.value.is_object());
    let from = amounts.get("minValue").or_else(|| exact.clone());
    let to = amounts.get("maxValue").or(exact);
    let unit =
        amounts.said("unitText").or_else(|| amounts.said("unitCode")).or_else(|| salary.said("unitText"));
    let per = unit.as_deref().and_then(|unit| match unit.trim().to_ascii_uppercase().as_str() {
        "MON" => Some(PayPeriod::Month), // UN/CEFACT common codes
        "ANN" => Some(PayPeriod::Year),
        word => PayPeriod::from_word(word),
    });
    let currency = salary.get("currency").or_else(|| amounts.get("currency"));
    let (Some(from), Some(to), Some(per), Some(currency)) = (from, to, per, currency) else {
        return gathered.leave(&salary);
    };
    let (Some(from_text), Some(to_text), Some(currency_text)) = (from.text(), to.text(), currency.text())
    else {
        return gathered.leave(&salary);
    };
    gathered.say(Field::PayFrom, without_decimal_zero(&from_text), &from);
    gathered.say(Field::PayTo, without_decimal_zero(&to_text), &to);
    gathered.say(Field::PayCurrency, currency_text, &currency);
    gathered.say(Field::PayPer, per.id(), &amounts);
}

/// `8000.0`, as a double is printed, is `8000`.
fn without_decimal_zero(text: &str) -> &str {
    text.strip_suffix(".0").unwrap_or(text)
}

/// `educationRequirements`: a text or credentials; the least degree named counts, for it suffices.
pub fn education(node: &Node<'_>, gathered: &mut Gathered) {
    let mut least: Option<(Degree, Node<'_>)> = None;
    for item in node.items() {
        let text =
            item.said("educationalLevel").or_else(|| item.said("credentialCategory")).or_else(|| item.text());
        match text.as_deref().and_then(Degree::from_word) {
            Some(degree) if least.as_ref().is_none_or(|(so_far, _)| degree < *so_far) => {
                least = Some((degree, item))
            }
            Some(_) => {}
            None if is_none(text.as_deref()) => {}
            None => gathered.leave(&item),
        }
    }
    if let Some((degree, item)) = least {
        gathered.say(Field::Degree, degree.id(), &item);
    }
}

/// `experienceRequirements`: months, or "no requirements".
pub fn experience(node: &Node<'_>, gathered: &mut Gathered) {
    let Some(item) = node.items().into_iter().next() else { return };
    if let Some(months) = item.get("monthsOfExperience") {
        match months.text() {
            Some(text) => gathered.say(
                Field::ExperienceYears,
                format!("{} months", without_decimal_zero(&text)),
                &months,
            ),
            None => gathered.leave(&months),
        }
    } else if is_none(item.text().as_deref()) {
        gathered.say(Field::ExperienceYears, "0", &item);
    } else {
        gathered.leave(&item);
    }
}

fn is_none(text: Option<&str>) -> bool {
    text.is_some_and(|text| {
        matches!(text.trim().to_ascii_lowercase().as_str(), "no requirements" | "none" | "不限")
    })
}

/// `skills`: texts or DefinedTerms; the languages that we write stand among them.
pub fn skills(node: &Node<'_>, gathered: &mut Gathered) {
    let mut skills = Vec::new();
    let mut languages = Vec::new();
    for item in node.items() {
        let is_language = item.said("inDefinedTermSet").as_deref() == Some(LANGUAGES);
        match (is_language, item.said("termCode"), item.text()) {
            (true, Some(code), _) => languages.push(code),
            (_, _, Some(text)) => skills.push(text),
            _ => gathered.leave(&item),
        }
    }
    if !skills.is_empty() {
        gathered.say(Field::Skills, skills.join("\n"), node);
    }
    if !languages.is_empty() {
        gathered.say(Field::Languages, languages.join("\n"), node);
    }
}

/// `qualifications`: names of licences and certificates. A long text is prose, and left out.
pub fn qualifications(node: &Node<'_>, gathered: &mut Gathered) {
    let mut licences = Vec::new();
    for item in node.items() {
        match item.text().filter(|text| text.chars().count() <= crate::model::entered::WORD_LIMIT) {
            Some(text) => licences.push(text),
            None => gathered.leave(&item),
        }
    }
    if !licences.is_empty() {
        gathered.say(Field::Licences, licences.join("\n"), node);
    }
}

/// `occupationalCategory`: codes of the 职业分类大典 or ISCO-08, by their form; others (O*NET-SOC) are left out.
pub fn occupational_category(node: &Node<'_>, gathered: &mut Gathered) {
    for item in node.items() {
        let text = item.said("codeValue").or_else(|| item.text()).unwrap_or_default();
        let code = text.trim().trim_start_matches("ISCO-08").trim_start_matches([':', ' ']);
        let code = code.split([' ', ',']).next().unwrap_or_default();
        if CscoCode::is_form(code) && gathered.entered.get(Field::CscoCode).is_empty() {
            gathered.say(Field::CscoCode, code, &item);
        } else if IscoCode::is_form(code) && gathered.entered.get(Field::IscoCode).is_empty() {
            gathered.say(Field::IscoCode, code, &item);
        } else {
            gathered.leave(&item);
        }
    }
}
