//! JSON-LD out: a published post as JobPosting, with the properties that Google requires (title, description, datePosted,
//! hiringOrganization, jobLocation) and those it recommends that a post has, safe inside a `<script>` element.

use super::html;
use super::values::{Address, CSCO, ISCO, LANGUAGES, PLACE_CODE};
use crate::model::{Pay, Post, State, pay};
use organisations::model::Organisation;
use serde_json::{Map, Number, Value, json};
use vocabulary::{Lang, Refusal};

/// What stands around a post and is not its own: names of the region, addresses of pages.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Around<'a> {
    /// Whose post it is.
    pub organisation: &'a Organisation,
    /// The address of the post's page.
    pub url: &'a str,
    /// The names of the place of work. The country is two letters; Google requires it.
    pub address: &'a Address,
    /// The language of the page.
    pub lang: Lang,
}

/// The JobPosting of a published post. The text has no `<`, `>` or `&`, so that nothing in it can end the element
/// `<script type="application/ld+json">` that carries it.
///
/// # Errors
/// `posts.not_published` for a draft and for a post that is over: neither is announced.
pub fn write(post: &Post, around: &Around<'_>) -> Result<String, Refusal> {
    let State::Published { on } = post.state else { return Err(Refusal::conflict("posts.not_published")) };
    let details = &post.details;
    let mut out = Map::new();
    let mut put = |name: &str, value: Value| {
        out.insert(name.to_owned(), value);
    };
    put("@context", json!("https://schema.org/"));
    put("@type", json!("JobPosting"));
    put("title", json!(details.title.get(around.lang).0));
    put("description", json!(html::from_text(details.description.get(around.lang).0)));
    put("datePosted", json!(details.opens.map_or(on, |opens| opens.max(on)).to_string()));
    put("validThrough", json!(details.closes.to_string()));
    put("url", json!(around.url));
    put("directApply", json!(true));
    let organisation = around.organisation.details.name.get(around.lang).0;
    put("hiringOrganization", json!({"@type": "Organization", "name": organisation}));
    put("jobLocation", job_location(post, around.address));
    if let Some(reference) = &details.reference {
        put("identifier", json!({"@type": "PropertyValue", "name": organisation, "value": reference}));
    }
    if let Some(kind) = details.employment_type {
        put("employmentType", json!(kind.schema_value()));
    }
    if let Some(count) = details.places_count {
        put("totalJobOpenings", json!(count.get()));
    }
    if let Some(pay) = &details.pay {
        put("baseSalary", base_salary(pay));
    }
    if let Some(degree) = details.degree {
        let credential = "EducationalOccupationalCredential";
        let category = degree.schema_category();
        put(
            "educationRequirements",
            json!({"@type": credential, "credentialCategory": category, "educationalLevel": degree.id()}),
        );
    }
    if let Some(months) = details.experience_months {
        put(
            "experienceRequirements",
            json!({"@type": "OccupationalExperienceRequirements", "monthsOfExperience": months}),
        );
    }
    let skills = skills(post);
    if !skills.is_empty() {
        put("skills", Value::Array(skills));
    }
    if !details.licences.is_empty() {
        put("qualifications", json!(details.licences));
    }
    let occupations = occupations(post);
    if !occupations.is_empty() {
        put("occupationalCategory", Value::Array(occupations));
    }
    Ok(safe_in_script(&Value::Object(out).to_string()))
}

fn job_location(post: &Post, address: &Address) -> Value {
    let mut postal = Map::new();
    postal.insert("@type".to_owned(), json!("PostalAddress"));
    for (name, text) in [
        ("addressCountry", &address.country),
        ("addressRegion", &address.region),
        ("addressLocality", &address.locality),
        ("postalCode", &address.postal_code),
    ] {
        if let Some(text) = text {
            postal.insert(name.to_owned(), json!(text));
        }
    }
    let code = post.details.place.as_str();
    json!({
        "@type": "Place",
        "address": postal,
        "identifier": {"@type": "PropertyValue", "propertyID": PLACE_CODE, "value": code},
    })
}

fn base_salary(pay: &Pay) -> Value {
    json!({
        "@type": "MonetaryAmount",
        "currency": pay.currency().code(),
        "value": {
            "@type": "QuantitativeValue",
            "minValue": number(&pay::digits(pay.from())),
            "maxValue": number(&pay::digits(pay.to())),
            "unitText": pay.per().schema_unit(),
        },
    })
}

/// A JSON number of these digits; the limit on pay keeps a double exact to the minor unit.
fn number(digits: &str) -> Value {
    digits.parse::<Number>().map_or_else(|_| json!(digits), Value::Number)
}

fn skills(post: &Post) -> Vec<Value> {
    let words = post.details.skills.iter().map(|skill| json!(skill));
    let languages = post.details.languages.iter().map(|language| {
        let code = language.to_string();
        json!({"@type": "DefinedTerm", "name": code.replace(':', " "), "inDefinedTermSet": LANGUAGES, "termCode": code})
    });
    words.chain(languages).collect()
}

fn occupations(post: &Post) -> Vec<Value> {
    let csco = post.details.csco.as_ref().map(|code| (CSCO, code.as_str()));
    let isco = post.details.isco.as_ref().map(|code| (ISCO, code.as_str()));
    let category = |(set, code)| json!({"@type": "CategoryCode", "inCodeSet": set, "codeValue": code});
    csco.into_iter().chain(isco).map(category).collect()
}

/// In JSON these characters occur in strings only, where an escape means the same.
fn safe_in_script(text: &str) -> String {
    let mut out = String::with_capacity(text.len());
    for c in text.chars() {
        match c {
            '<' => out.push_str("\\u003c"),
            '>' => out.push_str("\\u003e"),
            '&' => out.push_str("\\u0026"),
            '\u{2028}' => out.push_str("\\u2028"),
            '\u{2029}' => out.push_str("\\u2029"),
            _ => out.push(c),
        }
    }
    out
}
