//! For tests of the model: small invented packs around whatever measures a test wants to try.

use jiff::civil::{Date, date};
use rules::{Files, Pack, load};

/// The day on which tests ask.
pub(super) const ON: Date = date(2024, 1, 1);

const FACTS: &str = "facts:
  - {name: p, type: bool, group: g, title: {zh: p, en: p}, question: {zh: p?, en: p?}}
  - {name: q, type: bool, group: g, title: {zh: q, en: q}, question: {zh: q?, en: q?}}
  - {name: r, type: bool, group: g, title: {zh: r, en: r}, question: {zh: r?, en: r?}}
";

/// A measure that sets these conditions, with whatever else (indented by four).
pub(super) fn measure(id: &str, conditions: &[&str], more: &str) -> String {
    let conditions = conditions.iter().enumerate().map(|(number, expression)| {
        format!("      - {{id: c{number}, expr: '{expression}', text: {{zh: Condition, en: Condition}}}}\n")
    });
    format!(
        "  - id: {id}\n    title: {{zh: Measure, en: Measure}}\n    source: [s1]\n    kind: money\n    conditions:\n{}{more}",
        conditions.collect::<String>()
    )
}

/// A pack with one version in force, which has these measures.
pub(super) fn pack(measures: &str) -> Pack {
    load_versions(&[("v1", "{from: 2018-01-01}", measures)])
}

/// A pack whose second version replaced the first in 2020: whether the first still applies was not read.
pub(super) fn two_versions(first: &str, second: &str) -> Pack {
    load_versions(&[
        ("v1", "{from: 2018-01-01, after_not_read: 2020-01-01}", first),
        ("v2", "{from: 2020-01-01}", second),
    ])
}

fn load_versions(versions: &[(&str, &str, &str)]) -> Pack {
    let names: Vec<String> = versions.iter().map(|(id, ..)| format!("{id}.yaml")).collect();
    let manifest = format!(
        "pack: invented\ntitle: {{zh: Invented, en: Invented}}\nplace: \"220000\"\ncurrency: CNY\n\
         facts: [facts.yaml]\nversions: [{}]\nsources:\n  - {{id: s1, mark: S, text: invented, where: nowhere, \
         read_on: 2026-11-22}}\n",
        names.join(", ")
    );
    let mut files = Files::new().with("pack.yaml", manifest).with("facts.yaml", FACTS);
    for (id, in_force, measures) in versions {
        let version = format!(
            "version: {id}\nfamily: talent\ntitle: {{zh: Version, en: Version}}\nshort: {{zh: {id}, en: {id}}}\n\
             source: [s1]\nin_force: {in_force}\nmeasures:\n{measures}"
        );
        files = files.with(format!("{id}.yaml"), version);
    }
    load(&files).unwrap_or_else(|findings| {
        panic!("{}", findings.iter().map(ToString::to_string).collect::<Vec<_>>().join("\n"))
    })
}
