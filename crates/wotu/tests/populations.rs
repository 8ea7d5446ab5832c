//! What a policy office does with a whole population, as somebody at a terminal meets it.

#![allow(
    clippy::unwrap_used,
    clippy::panic,
    clippy::indexing_slicing,
    reason = "a test says what is wrong by failing"
)]

use serde_json::Value;
use std::{path::Path, process::Command};

struct Ran {
    status: i32,
    out: String,
    err: String,
}

impl Ran {
    fn json(&self) -> Value {
        let line = self.out.lines().last().unwrap_or_default();
        serde_json::from_str(line).unwrap_or_else(|error| panic!("{error}\n{}\n{}", self.out, self.err))
    }
}

fn wotu(arguments: &[&str], folder: &Path) -> Ran {
    let output = Command::new(env!("CARGO_BIN_EXE_wotu"))
        .args(arguments.iter().map(|argument| argument.replace("@", &format!("{}/", folder.display()))))
        .current_dir(Path::new(env!("CARGO_MANIFEST_DIR")).join("../.."))
        .env("LC_ALL", "C")
        .output()
        .unwrap();
    let text = |bytes: Vec<u8>| String::from_utf8(bytes).unwrap();
    Ran { status: output.status.code().unwrap(), out: text(output.stdout), err: text(output.stderr) }
}

const PEOPLE: [&str; 8] = [
    "--population",
    "@people.parquet",
    "--id",
    "person",
    "--group",
    "prefecture",
    "--members",
    "household=@people.household.parquet:person",
];

#[test]
fn two_versions_are_compared_and_one_is_simulated_over_invented_people() {
    let folder = tempfile::tempdir().unwrap();
    let run = |arguments: &[&str]| wotu(arguments, folder.path());
    let people = |arguments: &[&str]| run(&[arguments, &PEOPLE[..]].concat());
    let ran = run(&[
        "policy",
        "invent",
        "policies/jilin",
        "--people",
        "300",
        "--on",
        "2023-09-05",
        "--out",
        "@people.parquet",
    ]);
    assert_eq!((ran.status, ran.err.as_str()), (0, ""));
    assert!(ran.out.contains("household=") && ran.out.contains("--group prefecture"), "{}", ran.out);

    let compare = ["policy", "diff", "policies/jilin", "--versions", "v2,v3", "--on", "2023-09-05"];
    let ran = people(&[&compare[..], &["--json"]].concat());
    assert_eq!(ran.status, 0, "{}", ran.err);
    let report = ran.json();
    assert_eq!((&report["schema"], &report["rows"]), (&1.into(), &300.into()));
    let effect = &report["effect"];
    let sum = |names: &[&str]| names.iter().map(|name| effect[name].as_u64().unwrap()).sum::<u64>();
    assert_eq!(sum(&["gain", "lose", "same", "open"]), 300);
    assert!(sum(&["gain", "lose"]) > 0);
    let groups = report["groups"].as_array().unwrap();
    assert!(groups.len() > 1 && groups.len() == report["group_names"].as_array().unwrap().len() - 1);
    let turned = |measure: &Value| {
        measure["transitions"]
            .as_array()
            .unwrap()
            .iter()
            .any(|turn| turn["because"].as_array().is_some_and(|b| !b.is_empty()))
    };
    assert!(report["measures"].as_array().unwrap().iter().any(turned));
    // Somebody who gains opens as both assessments.
    let row = report["gain_examples"][0].as_u64().or(report["lose_examples"][0].as_u64()).unwrap();
    assert_eq!(report["ids"][row.to_string()], (row + 1).to_string());
    let opened = people(&[&compare[..], &["--json", "--open", &(row + 1).to_string()]].concat());
    let both = opened.json();
    assert_eq!(
        (both[0]["versions"][0]["version"].as_str(), both[1]["versions"][0]["version"].as_str()),
        (Some("v2"), Some("v3"))
    );
    assert_ne!(both[0]["bundle"]["total"], both[1]["bundle"]["total"]);
    for lang in ["zh", "en"] {
        let ran = people(&[&["--lang", lang][..], &compare[..]].concat());
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert!(ran.out.contains("220100"), "{}", ran.out);
    }

    let simulate = ["policy", "simulate", "policies/jilin", "--on", "2023-09-05"];
    let report = people(&[&simulate[..], &["--json", "--budget", "1000000.00"]].concat()).json();
    let cost = |value: &Value| (value["from"].as_i64().unwrap(), value["to"].as_i64().unwrap());
    assert!(cost(&report["costs"][0]).1 > 100_000_000, "{report}");
    // The division over five years was not read: a range each year, all of it together.
    assert_eq!(report["years"].as_array().unwrap().len(), 5);
    // Where the least of all ranges stays within the budget, it is never certain.
    let out = |how: &str| report["outlook"][how]["row"].as_u64();
    assert!(
        out("possibly_out").is_some()
            && out("certainly_out").is_none_or(|row| Some(row) >= out("possibly_out"))
    );
    for lang in ["zh", "en"] {
        let ran = people(&[&["--lang", lang][..], &simulate[..], &["--budget", "1000000.00"]].concat());
        assert_eq!(ran.status, 0, "{}", ran.err);
        assert!(ran.out.contains("2027"), "{}", ran.out);
    }

    let evaluate =
        ["policy", "evaluate", "policies/jilin", "--on", "2023-09-05", "--json", "--derived", "rated_e"];
    let report = people(&evaluate).json();
    assert_eq!((&report["rows"], &report["derived"][0]["values"]), (&300.into(), &300.into()));
    assert!(report["derived"][0]["sum"].as_u64().unwrap() > 0);
}

#[test]
fn what_is_wrong_with_a_population_is_said_before_anything_is_printed() {
    let folder = tempfile::tempdir().unwrap();
    std::fs::write(folder.path().join("people.csv"), "birthdate,degree\n1990-01-01,king\n").unwrap();
    let run =
        |arguments: &[&str]| wotu(&[arguments, &["--population", "@people.csv"]].concat(), folder.path());
    for arguments in [
        &["policy", "simulate", "policies/jilin", "--on", "2023-09-05"][..],
        &["policy", "evaluate", "policies/jilin", "--on", "2023-09-05", "--json"],
        &["policy", "diff", "policies/jilin", "--versions", "v2,v3", "--on", "2023-09-05"],
    ] {
        let ran = run(arguments);
        assert_eq!((ran.status, ran.out.as_str()), (2, ""), "{}", ran.err);
        assert!(ran.err.contains("birthdate: No fact has this name; near: birth_date."), "{}", ran.err);
    }
    let ran = run(&["policy", "diff", "policies/jilin"]);
    assert_eq!(ran.status, 2);
    assert!(ran.err.contains("Say the day"), "{}", ran.err);
    let ran = run(&["policy", "diff", "policies/jilin", "--on", "2023-09-05", "--versions", "v2,v9"]);
    assert!(ran.err.contains("v9: The pack has no such version. It has: v1"), "{}", ran.err);
    let ran = run(&["policy", "simulate", "policies/jilin", "--on", "2023-09-05", "--budget", "much"]);
    assert!(ran.err.contains("“much” is not an amount"), "{}", ran.err);
}
