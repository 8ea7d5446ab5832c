//! How long the next question takes at a hundred measures: an invented pack of a hundred measures over forty facts, and
//! somebody who told a few of them. `cargo run --release -p rules --example hundred_measures`. Prints one JSON object.

use jiff::civil::{Date, date};
use rules::{Facts, Files, load, next_question};
use std::{error::Error, fmt::Write as _, hint::black_box, io::Write as _, time::Instant};

const MEASURES: usize = 100;
const FACTS: usize = 40;
const ROUNDS: usize = 200;
const ON: Date = date(2026, 1, 1);

fn main() -> Result<(), Box<dyn Error>> {
    let mut facts = "facts:\n".to_owned();
    for number in 0..FACTS {
        let kind = if number % 2 == 0 { "bool" } else { "int, min: 0, max: 60" };
        writeln!(
            facts,
            "  - {{name: f{number}, type: {kind}, group: work, title: {{zh: 事实, en: Fact}}, question: {{zh: 吗？, en: Is it?}}}}"
        )?;
    }
    let mut version = "version: v1\nfamily: invented\ntitle: {zh: 虚构, en: Invented}\nshort: {zh: 虚构, en: Invented}\nin_force: {from: 2020-01-01}\nmeasures:\n".to_owned();
    for number in 0..MEASURES {
        // Four conditions each, over facts that several measures share.
        let fact = |step: usize| (number * 7 + step * 11) % FACTS;
        writeln!(
            version,
            "  - id: m{number}\n    title: {{zh: 措施, en: Measure}}\n    kind: money\n    conditions:"
        )?;
        for step in 0..4 {
            let (one, other) = (fact(step), fact(step + 5));
            let part = |fact: usize| {
                if fact.is_multiple_of(2) {
                    format!("f{fact}")
                } else {
                    format!("f{fact} >= {}", number % 50)
                }
            };
            let (one, other) = (part(one), part(other));
            writeln!(
                version,
                "      - {{id: c{step}, expr: '{one} || {other}', text: {{zh: 条件, en: Condition}}}}"
            )?;
        }
        writeln!(version, "    amount: {{expr: 'money(\"{}\")', per: once}}", 1_000 + number)?;
    }
    let manifest = "pack: invented\ntitle: {zh: 虚构, en: Invented}\nplace: \"220000\"\ncurrency: CNY\nfacts: [facts.yaml]\nversions: [v1.yaml]\n";
    let files = Files::new().with("pack.yaml", manifest).with("facts.yaml", facts).with("v1.yaml", version);
    let pack = load(&files).map_err(|findings| format!("{findings:?}"))?;
    let nothing = Facts::new();
    let some = Facts::new().with("f0", true).with("f2", false).with("f1", 30).with("f3", 12);
    let mut medians = Vec::new();
    for told in [&nothing, &some] {
        let mut took = Vec::new();
        for _ in 0..ROUNDS {
            let begun = Instant::now();
            let asked = black_box(next_question(&pack, black_box(told), ON, ON))?;
            took.push(begun.elapsed().as_secs_f64() * 1e3);
            asked.ok_or("nothing was asked")?;
        }
        took.sort_by(f64::total_cmp);
        medians.push(took.get(ROUNDS / 2).copied().unwrap_or_default());
    }
    let report = serde_json::json!({
        "measures": MEASURES,
        "facts": FACTS,
        "nothing_told_ms": medians.first(),
        "some_told_ms": medians.last(),
    });
    writeln!(std::io::stdout(), "{report}")?;
    Ok(())
}
