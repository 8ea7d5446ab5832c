//! What the generator's people tell is in the vocabulary of the packs: every fact, member and enum value stands in
//! `policies/facts/person.yaml` or `policies/jilin/facts.yaml`, with the type it has there.

#![expect(clippy::unwrap_used, clippy::panic, reason = "a test may fail where it stands")]

use saphyr_parser::{Event, Parser};
use serde_json::{Map, Value};
use std::{collections::BTreeSet, path::Path};
use testkit::{
    clock::TODAY,
    region::{Region, Scale},
    seed,
};

/// A YAML file as JSON, every scalar a text: enough to look names up.
fn yaml(path: &str) -> Value {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../policies").join(path);
    let text = std::fs::read_to_string(&path).unwrap_or_else(|error| panic!("{}: {error}", path.display()));
    let mut events = Parser::new_from_str(&text).map(|event| event.unwrap().0);
    loop {
        if matches!(events.next().unwrap(), Event::DocumentStart(..)) {
            let first = events.next().unwrap();
            return node(first, &mut events);
        }
    }
}

fn node<'a>(event: Event<'a>, events: &mut impl Iterator<Item = Event<'a>>) -> Value {
    match event {
        Event::Scalar(text, ..) => Value::String(text.into_owned()),
        Event::SequenceStart(..) => {
            let mut items = Vec::new();
            loop {
                match events.next().unwrap() {
                    Event::SequenceEnd => return Value::Array(items),
                    other => items.push(node(other, events)),
                }
            }
        }
        Event::MappingStart(..) => {
            let mut map = Map::new();
            loop {
                match events.next().unwrap() {
                    Event::MappingEnd => return Value::Object(map),
                    Event::Scalar(key, ..) => {
                        let next = events.next().unwrap();
                        map.insert(key.into_owned(), node(next, events));
                    }
                    other => panic!("{other:?}"),
                }
            }
        }
        other => panic!("{other:?}"),
    }
}

struct Vocabulary {
    facts: Vec<Value>,
    schemes: Vec<Value>,
}

impl Vocabulary {
    fn read() -> Self {
        let files = [yaml("facts/person.yaml"), yaml("jilin/facts.yaml")];
        let all = |key: &str| -> Vec<Value> {
            files.iter().filter_map(|file| file.get(key)?.as_array().cloned()).flatten().collect()
        };
        Self { facts: all("facts"), schemes: all("schemes") }
    }

    fn fact(&self, name: &str) -> &Value {
        named(&self.facts, name)
    }

    /// Holds a value against a fact or a member's field.
    fn check(&self, fact: &Value, value: &Value, at: &str) {
        let word = |key: &str| fact.get(key).and_then(Value::as_str);
        if value.get("none").is_some() {
            assert_eq!(word("may_be_none"), Some("true"), "{at} may not be none");
            return;
        }
        let value = value.get("value").unwrap_or(value);
        let fits = match word("type").unwrap() {
            "bool" => value.is_boolean(),
            "string" => value.is_string(),
            "date" => value.as_str().is_some_and(|day| day.parse::<jiff::civil::Date>().is_ok()),
            "int" => value.as_i64().is_some_and(|number| {
                let bound = |key| word(key).and_then(|text| text.parse::<i64>().ok());
                bound("min").is_none_or(|min| min <= number) && bound("max").is_none_or(|max| number <= max)
            }),
            "enum" => {
                let scheme = named(&self.schemes, word("scheme").unwrap());
                scheme["values"].as_array().unwrap().iter().any(|known| known["id"] == *value)
            }
            "list" => {
                let fields = fact["of"].as_array().unwrap();
                for (name, field) in
                    value.as_array().unwrap().iter().flat_map(|member| member.as_object().unwrap())
                {
                    self.check(named(fields, name), field, &format!("{at}.{name}"));
                }
                true
            }
            other => panic!("{at} is of type {other}"),
        };
        assert!(fits, "{at}: {value} does not fit {fact}");
    }
}

fn named<'a>(among: &'a [Value], name: &str) -> &'a Value {
    among
        .iter()
        .find(|one| one["name"] == name)
        .unwrap_or_else(|| panic!("`{name}` does not stand in the vocabulary of the packs"))
}

#[test]
fn every_fact_that_people_tell_stands_in_the_packs_with_that_type() {
    let vocabulary = Vocabulary::read();
    let region = Region::new(seed::DEMO, TODAY, Scale::default()).unwrap();
    let mut told = BTreeSet::new();
    for person in region.people() {
        for (name, value) in &person.facts {
            vocabulary.check(vocabulary.fact(name), value, name);
            told.insert(name.clone());
        }
        assert_eq!(
            person.facts_file()["facts"].as_object().unwrap().len(),
            person.facts.len(),
            "a fact twice"
        );
    }
    let untold: Vec<&str> = vocabulary
        .facts
        .iter()
        .filter_map(|fact| fact["name"].as_str())
        .filter(|name| !told.contains(*name))
        .collect();
    assert!(untold.is_empty(), "nobody tells {untold:?}: give it to some people in src/region/facts.rs");
}

#[test]
fn what_organisations_and_posts_name_stands_in_the_schemes() {
    let vocabulary = Vocabulary::read();
    let ids = |scheme: &str| -> BTreeSet<String> {
        let values = named(&vocabulary.schemes, scheme)["values"].as_array().unwrap();
        values.iter().map(|value| value["id"].as_str().unwrap().to_owned()).collect()
    };
    let (employers, degrees, levels) = (ids("employer_kind"), ids("degree"), ids("language_level"));
    let region = Region::new(seed::DEMO, TODAY, Scale::default()).unwrap();
    for organisation in region.organisations() {
        assert!(employers.contains(&organisation.employer_kind), "{organisation:?}");
    }
    for post in region.posts() {
        assert!(post.degree.iter().all(|degree| degrees.contains(degree)), "{post:?}");
        assert!(post.languages.iter().all(|language| levels.contains(&language.level)), "{post:?}");
    }
}
