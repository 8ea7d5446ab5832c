//! Every example of `docs/constructs/*.md` is loaded as it stands there, and its cases are held against the engine: an
//! example that rots is a test that fails. The blocks: `yaml facts`, `yaml version` (a version's body, or a whole one),
//! `yaml pack` (more lines of pack.yaml), `yaml file PATH`, `yaml cases`, `yaml refused CODE` (a body that must not load), `yaml warned CODE`.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test; what is not as it should be ends it"
)]

mod packs;
mod support;

use rules::{Assessment, Files, Finding, Pack, assess, facts::parse_json, load};
use serde_json::{Value, json};
use std::{fmt::Write as _, fs, path::Path};
use support::{FACTS, HEADER, PACK, shown};

/// One fenced block: what its first line says, its text, and where it stands.
struct Block {
    says: String,
    text: String,
    place: String,
}

fn blocks(file: &str, text: &str) -> Vec<Block> {
    let mut blocks = Vec::new();
    let mut open: Option<Block> = None;
    for (number, line) in text.lines().enumerate() {
        match (&mut open, line.strip_prefix("```")) {
            (None, Some(says)) => {
                let place = format!("{file}:{}", number + 1);
                open = Some(Block { says: says.trim().to_owned(), text: String::new(), place });
            }
            (Some(_), Some(_)) => blocks.extend(open.take()),
            (Some(block), None) => {
                let _ = writeln!(block.text, "{line}");
            }
            (None, None) => {}
        }
    }
    assert!(open.is_none(), "{file}: a block does not end");
    blocks
}

/// What the blocks before a `cases` or `refused` block come to.
#[derive(Clone, Default)]
struct Bench {
    facts: Option<String>,
    more: String,
    versions: Vec<(String, String)>,
    files: Vec<(String, String)>,
}

impl Bench {
    fn load(&self) -> Result<Pack, Vec<Finding>> {
        let mut files = Files::new();
        let names: Vec<&str> = self.versions.iter().map(|(name, _)| name.as_str()).collect();
        let pack = PACK.replace("[v1.yaml]", &format!("[{}]", names.join(", ")));
        files.insert("pack.yaml", format!("{pack}{}", self.more));
        files.insert("facts.yaml", self.facts.as_deref().unwrap_or(FACTS));
        for (name, text) in &self.versions {
            let whole = text.starts_with("version:") || text.contains("\nversion:");
            files.insert(name, if whole { text.clone() } else { format!("{HEADER}{text}") });
        }
        for (name, text) in &self.files {
            files.insert(name, text.as_str());
        }
        load(&files)
    }
}

fn amount(found: &Value) -> String {
    let money = |minor: &Value, currency: &Value| {
        let currency = vocabulary::Currency::from_code(currency.as_str().unwrap()).unwrap();
        vocabulary::Money::new(minor.as_i64().unwrap(), currency).to_string()
    };
    match found {
        Value::Null => "-".to_owned(),
        exact if exact.get("minor").is_some() => money(&exact["minor"], &exact["currency"]),
        range => format!("{}..{}", range["from"], range["to"]),
    }
}

/// What of an expectation is not so.
fn differences(expected: &Value, found: &Assessment) -> String {
    let found = serde_json::to_value(found).unwrap();
    let mut out = String::new();
    let mut differ = |what: String, expected: &Value, found: Value| {
        if *expected != found {
            let _ = writeln!(out, "    {what}: expected {expected}, found {found}");
        }
    };
    for (key, expected) in expected.as_object().unwrap() {
        if key == "bundle" {
            for (part, expected) in expected.as_object().unwrap() {
                if part == "total" {
                    let sum = &found["bundle"]["total"][0];
                    let exact = json!({"minor": sum["from"], "currency": sum["currency"]});
                    differ("bundle.total".to_owned(), expected, json!(amount(&exact)));
                    continue;
                }
                if part == "caps" {
                    let empty = Vec::new();
                    let caps = found["bundle"]["caps"].as_array().unwrap_or(&empty).iter();
                    let caps: Vec<Value> = caps.map(|cap| cap["group"].clone()).collect();
                    differ("bundle.caps".to_owned(), expected, json!(caps));
                    continue;
                }
                let ids: Vec<Value> = found["bundle"][part]
                    .as_array()
                    .unwrap()
                    .iter()
                    .map(|entry| if expected.is_object() { entry.clone() } else { entry["measure"].clone() })
                    .collect();
                match expected.as_object() {
                    None => differ(format!("bundle.{part}"), expected, json!(ids)),
                    Some(wanted) => {
                        for (measure, because) in wanted {
                            let entry = ids.iter().find(|entry| entry["measure"] == **measure);
                            let entry = entry.map_or(Value::Null, |entry| entry["because"].clone());
                            differ(format!("bundle.{part}.{measure}"), because, entry);
                        }
                    }
                }
            }
            continue;
        }
        let measure = found["measures"].as_array().unwrap().iter().find(|m| m["id"] == **key);
        let Some(measure) = measure else {
            differ(key.clone(), expected, json!("no such measure"));
            continue;
        };
        let detailed = if expected.is_string() { json!({"outcome": expected}) } else { expected.clone() };
        for (part, expected) in detailed.as_object().unwrap() {
            let what = format!("{key}.{part}");
            match part.as_str() {
                "amount" => differ(what, expected, json!(amount(&measure["amount"]))),
                "failure" => {
                    let failures = measure["reasons"].as_array().unwrap().iter();
                    let mut failures = failures.filter_map(|reason| reason["failure"]["kind"].as_str());
                    let amount = measure["amount_failure"]["kind"].as_str();
                    differ(what, expected, json!(failures.next().or(amount)));
                }
                "reasons" => {
                    let reasons = measure["reasons"].as_array().unwrap().iter();
                    let shown = reasons
                        .map(|r| format!("{} {}", r["id"].as_str().unwrap(), r["result"].as_str().unwrap()));
                    differ(what, expected, json!(shown.collect::<Vec<_>>()));
                }
                // A path into the determination: `points/0/from`.
                path => {
                    let pointer = format!("/{}", path.trim_start_matches('/'));
                    differ(what, expected, measure.pointer(&pointer).cloned().unwrap_or(Value::Null));
                }
            }
        }
    }
    out
}

fn run_case(pack: &Pack, case: &Value) -> String {
    for key in case.as_object().unwrap().keys() {
        let known = ["says", "facts", "on", "known_on", "expect", "refused"].contains(&key.as_str());
        if !known {
            return format!("    {key} means nothing in a case\n");
        }
    }
    let text = json!({"facts": case.get("facts").cloned().unwrap_or(json!({}))}).to_string();
    let facts = match parse_json(&text, &pack.vocabulary) {
        Ok(facts) => facts,
        Err(errors) => return format!("    facts refused: {errors:?}\n"),
    };
    let date = |key: &str| case.get(key).map(|date| date.as_str().unwrap().parse().unwrap());
    let on = date("on").unwrap_or(support::ON);
    match assess(pack, &facts, on, date("known_on").unwrap_or(on)) {
        Ok(found) => differences(&case["expect"], &found),
        Err(_) if case.get("refused").is_some() => String::new(),
        Err(error) => format!("    cannot be assessed: {error}\n"),
    }
}

fn run(file: &str, text: &str, problems: &mut String) -> usize {
    let mut cases = 0;
    // A heading begins a new example.
    for section in text.split("\n## ") {
        let before = text.find(section).map_or(0, |at| text[..at].lines().count());
        let mut bench = Bench::default();
        for block in blocks(file, section) {
            let (kind, rest) = block.says.split_once(' ').unwrap_or((&block.says, ""));
            assert_eq!(kind, "yaml", "{}: {}", block.place, block.says);
            let (what, rest) = rest.split_once(' ').unwrap_or((rest, ""));
            match what {
                "facts" => bench.facts = Some(block.text),
                "pack" => bench.more = block.text,
                "file" => bench.files.push((rest.to_owned(), block.text)),
                "version" => {
                    let name = if rest.is_empty() { "v1.yaml" } else { rest };
                    bench.versions.retain(|(other, _)| other != name);
                    bench.versions.push((name.to_owned(), block.text));
                }
                "refused" => {
                    let mut bench = bench.clone();
                    let (code, name) = rest.split_once(' ').unwrap_or((rest, "v1.yaml"));
                    match name {
                        "facts" => bench.facts = Some(block.text),
                        "pack" => bench.more = block.text,
                        name => {
                            bench.versions.retain(|(other, _)| other != name);
                            bench.versions.push((name.to_owned(), block.text));
                        }
                    }
                    cases += 1;
                    let found = match bench.load() {
                        Ok(_) => "it loads".to_owned(),
                        Err(findings) if findings.iter().any(|f| f.code.as_str() == code) => String::new(),
                        Err(findings) => shown(&findings),
                    };
                    if !found.is_empty() {
                        let _ =
                            writeln!(problems, "{} (+{before}): {code} was expected: {found}", block.place);
                    }
                }
                // It loads, with this warning.
                "warned" => {
                    let mut bench = bench.clone();
                    bench.versions = vec![("v1.yaml".to_owned(), block.text)];
                    cases += 1;
                    let found = bench.load().map_err(|findings| shown(&findings));
                    let found =
                        found.map(|pack| pack.warnings().iter().map(|f| f.code.as_str()).collect::<Vec<_>>());
                    if found.as_ref().map_or(true, |codes| !codes.contains(&rest)) {
                        let _ =
                            writeln!(problems, "{} (+{before}): {rest} was expected: {found:?}", block.place);
                    }
                }
                "cases" => match bench.load() {
                    Err(findings) => {
                        let _ = writeln!(problems, "{} (+{before}): {}", block.place, shown(&findings));
                    }
                    Ok(pack) => {
                        for case in packs::yaml(&block.text).as_array().unwrap() {
                            cases += 1;
                            let differences = run_case(&pack, case);
                            if !differences.is_empty() {
                                let _ =
                                    writeln!(problems, "{} (+{before}): {case}\n{differences}", block.place);
                            }
                        }
                    }
                },
                other => panic!("{}: {other} is no kind of block", block.place),
            }
        }
    }
    cases
}

#[test]
fn every_example_of_the_documentation_loads_and_answers_as_it_says() {
    let folder = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/constructs");
    let mut paths: Vec<_> = fs::read_dir(folder).unwrap().map(|entry| entry.unwrap().path()).collect();
    paths.sort();
    let (mut problems, mut cases) = (String::new(), 0);
    for path in paths.iter().filter(|path| path.extension().is_some_and(|extension| extension == "md")) {
        let text = fs::read_to_string(path).unwrap();
        cases += run(&path.file_name().unwrap().to_string_lossy(), &text, &mut problems);
    }
    assert!(problems.is_empty(), "\n{problems}");
    assert!(cases >= 30, "{cases} cases");
}

/// The pack of the first example of a file.
fn first_pack(name: &str) -> Pack {
    let path = Path::new(env!("CARGO_MANIFEST_DIR")).join("../../docs/constructs").join(name);
    let text = fs::read_to_string(path).unwrap();
    let section = text.split("\n## ").nth(1).unwrap();
    let mut bench = Bench::default();
    for block in blocks(name, section) {
        match block.says.as_str() {
            "yaml facts" => bench.facts = Some(block.text),
            "yaml version" => bench.versions.push(("v1.yaml".to_owned(), block.text)),
            _ => {}
        }
    }
    bench.load().unwrap_or_else(|findings| panic!("{}", shown(&findings)))
}

const ANSWERS: [(&str, &[&str]); 7] = [
    ("experience", &["0", "1", "5"]),
    ("age", &["10", "30", "40"]),
    ("degree", &["\"doctor\"", "\"master\"", "\"none\""]),
    ("relative", &["true", "false"]),
    ("studied", &["true", "false"]),
    ("offer", &["true", "false"]),
    ("salary", &["\"0\"", "\"22500\""]),
];

/// The outcomes of the two measures that read points, for these answers; no answer is unknown.
fn by_points(pack: &Pack, answers: &[Option<usize>]) -> Vec<rules::Outcome> {
    let told = ANSWERS.iter().zip(answers);
    let told =
        told.filter_map(|((name, values), answer)| Some(format!("\"{name}\": {}", values[(*answer)?])));
    let text = format!("{{\"facts\": {{{}}}}}", told.collect::<Vec<_>>().join(", "));
    let facts = parse_json(&text, &pack.vocabulary).unwrap();
    let found = assess(pack, &facts, support::ON, support::ON).unwrap();
    found.measures.iter().map(|measure| measure.outcome).collect()
}

proptest::proptest! {
    #![proptest_config(proptest::prelude::ProptestConfig::with_cases(200))]

    /// The span of points that are still possible never decides too early.
    #[test]
    fn what_points_decide_with_facts_missing_holds_for_every_completion(
        picks in proptest::collection::vec(0_usize..6, 7),
        told in proptest::collection::vec(proptest::bool::weighted(0.6), 7),
    ) {
        use std::sync::OnceLock;
        static PACK: OnceLock<Pack> = OnceLock::new();
        let pack = PACK.get_or_init(|| first_pack("points.md"));
        let pick = |place: usize| picks[place] % ANSWERS[place].1.len();
        let partial: Vec<Option<usize>> = (0..7).map(|place| told[place].then(|| pick(place))).collect();
        let found = by_points(pack, &partial);
        let mut completions: Vec<Vec<Option<usize>>> = vec![Vec::new()];
        for (place, answer) in partial.iter().enumerate() {
            let values = match answer {
                Some(value) => vec![*value],
                None => (0..ANSWERS[place].1.len()).collect(),
            };
            completions = completions.iter().flat_map(|done| values.iter().map(move |value| [done.as_slice(), &[Some(*value)]].concat())).collect();
        }
        // A sample of them: all of up to 40, spread over the rest.
        let step = completions.len().div_ceil(40);
        for complete in completions.iter().step_by(step) {
            for (partly, wholly) in found.iter().zip(by_points(pack, complete)) {
                proptest::prop_assert!(wholly != rules::Outcome::Unknown);
                proptest::prop_assert!(*partly == rules::Outcome::Unknown || *partly == wholly, "{partial:?} {complete:?}");
            }
        }
    }
}
