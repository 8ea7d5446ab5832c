//! Our own form: a facts file (docs/packs.md), and the same with a name and contact data:
//! `{"name": "…", "email": "…", "phone": "…", "facts": {"birth_date": "1992-05-01", …}}`. Whether a fact exists and has the
//! right type is for the vocabulary of the packs to say; here each is refused only for its notation.

use super::{Draft, Form, Proposal, draft::Drafting, json_tree::Json};
use crate::model::{Email, FactName, PersonName, Phone, Said, Source};
use jiff::civil::Date;
use vocabulary::Refusal;

/// Reads the tree of a whole file. All that is wrong is refused at once, each by its field.
pub(super) fn read(tree: &Json) -> Result<Draft, Refusal> {
    let mut draft = Drafting::new(Form::FactsFile, Date::MIN).draft;
    let mut wrong = Vec::new();
    let Json::Object(fields) = tree else {
        return Err(Refusal::invalid("people.facts_not_an_object", "facts"));
    };
    for (key, node) in fields {
        match (key.as_str(), node) {
            ("facts", Json::Object(facts)) => {
                for (name, node) in facts {
                    match proposal(name, node) {
                        Ok(proposal) => draft.facts.push(proposal),
                        Err(refusal) => wrong.push(refusal),
                    }
                }
            }
            // Our own export carries it; what stands is in the facts.
            ("history", Json::List(_)) => draft.not_used.push("history".to_owned()),
            ("facts", _) => wrong.push(Refusal::invalid("people.facts_not_an_object", "facts")),
            ("name", Json::Text(words)) => keep(PersonName::parse(words), &mut draft.name, &mut wrong),
            ("email", Json::Text(words)) => keep(Email::parse(words), &mut draft.email, &mut wrong),
            ("phone", Json::Text(words)) => keep(Phone::parse(words), &mut draft.phone, &mut wrong),
            _ => {
                let key: String = key.chars().filter(|c| !c.is_control()).take(60).collect();
                wrong.push(Refusal::invalid("people.facts_unknown_key", key.clone()).with("key", key));
            }
        }
    }
    Refusal::all(wrong).map(|()| draft)
}

fn keep<T>(read: Result<T, Refusal>, slot: &mut Option<T>, wrong: &mut Vec<Refusal>) {
    match read {
        Ok(value) => *slot = Some(value),
        Err(refusal) => wrong.push(refusal),
    }
}

fn proposal(name: &str, node: &Json) -> Result<Proposal, Refusal> {
    let name = FactName::parse(name, "facts")?;
    let place = name.as_str().to_owned();
    let written = match node {
        Json::Object(fields) if ["value", "none", "unknown"].iter().any(|key| node.get(key).is_some()) => {
            Some(fields)
        }
        _ => None,
    };
    let mut proposal = Proposal {
        said: Said::Unknown,
        name,
        holds_since: None,
        claimed_source: None,
        where_from: place.clone(),
    };
    let Some(fields) = written else {
        proposal.said = Said::from_tree(node, &place)?;
        return Ok(proposal);
    };
    let says = fields.iter().filter(|(key, _)| ["value", "none", "unknown"].contains(&key.as_str()));
    if says.count() != 1 {
        return Err(Refusal::invalid("people.facts_not_a_value", place));
    }
    for (key, node) in fields {
        match (key.as_str(), node) {
            ("none", Json::Bool(true)) => proposal.said = Said::None,
            ("unknown", Json::Bool(true)) => proposal.said = Said::Unknown,
            ("value", node) => proposal.said = Said::from_tree(node, &place)?,
            ("since", Json::Text(day)) => {
                let day: Date =
                    day.parse().map_err(|_| Refusal::invalid("people.facts_since", place.as_str()))?;
                proposal.holds_since = Some(day);
            }
            ("source", Json::Text(word)) => {
                let source = Source::from_word(word)
                    .ok_or_else(|| Refusal::invalid("people.facts_source", place.as_str()))?;
                proposal.claimed_source = Some(source);
            }
            _ => return Err(Refusal::invalid("people.facts_not_a_value", place)),
        }
    }
    Ok(proposal)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::resume;
    use jiff::civil::date;

    const TODAY: Date = date(2026, 11, 22);

    #[test]
    fn a_facts_file_of_the_pack_format_is_read() {
        let file = r#"{"name": "测试一（虚构）", "facts": {"birth_date": "1992-05-01",
            "talent_class": {"value": "E", "since": "2023-03-14", "source": "issued"},
            "first_pension_payment": {"none": true}, "degree": {"unknown": true}, "household": [{"role": "spouse"}]}}"#;
        let draft = resume::read(file.as_bytes(), TODAY).unwrap();
        assert_eq!(draft.form, Form::FactsFile);
        let said: Vec<String> =
            draft.facts.iter().map(|fact| format!("{}={}", fact.name, fact.said.to_json())).collect();
        assert_eq!(
            said,
            [
                "birth_date=\"1992-05-01\"",
                "talent_class=\"E\"",
                "first_pension_payment={\"none\":true}",
                "degree={\"unknown\":true}",
                "household=[{\"role\":\"spouse\"}]",
            ]
        );
        assert_eq!(draft.facts[1].holds_since, Some(date(2023, 3, 14)));
        assert_eq!(draft.facts[1].claimed_source, Some(Source::IssuedByAuthority));
    }

    #[test]
    fn every_mistake_names_its_field() {
        let file = r#"{"email": "nobody", "colour": "red", "facts": {"Birth": 1, "years": 1.5, "class": {"value": "E", "since": "2023-02-30"},
            "other": {"value": "E", "source": "rumour"}, "third": {"value": 1, "by": "me"}, "fourth": null}}"#;
        let refusal = resume::read(file.as_bytes(), TODAY).unwrap_err();
        let found: Vec<(&str, &str)> =
            refusal.each().map(|each| (each.code, each.field.as_deref().unwrap())).collect();
        assert_eq!(
            found,
            [
                ("platform.email_form", "email"),
                ("people.facts_unknown_key", "colour"),
                ("people.fact_name_form", "facts"),
                ("people.facts_number_not_whole", "years"),
                ("people.facts_since", "class"),
                ("people.facts_source", "other"),
                ("people.facts_not_a_value", "third"),
                ("people.facts_null", "fourth"),
            ]
        );
        assert_eq!(resume::read(b"{\"facts\": []}", TODAY).unwrap_err().code, "people.facts_not_an_object");
    }
}
