//! Crates depend downwards only. Cargo forbids circles; this forbids the rest.

use super::layers::Layers;
use super::tree::{Finding, Tree};

/// The tables of a `Cargo.toml` whose dependencies end up in what is shipped.
const SHIPPED: [&str; 2] = ["dependencies", "build-dependencies"];

/// Every dependency that points up or sideways, and every crate without a place.
pub fn check(tree: &Tree, layers: &Layers) -> Vec<Finding> {
    let ours = layers.all();
    let mut found = Vec::new();
    for name in tree.crates() {
        let path = format!("crates/{name}/Cargo.toml");
        let Some(below) = layers.below(name) else {
            found.push(Finding::about(&path, "the crate has no place in xtask/layers.toml: add it"));
            continue;
        };
        let manifest: toml::Table = match toml::from_str(tree.get(&path).unwrap_or_default()) {
            Ok(manifest) => manifest,
            Err(error) => {
                found.push(Finding::about(&path, format!("not TOML: {error}")));
                continue;
            }
        };
        for table in SHIPPED {
            for dependency in names(&manifest, table) {
                if ours.contains(&dependency) && !below.contains(&dependency) {
                    found.push(Finding::about(
                        &path,
                        format!("{name} may not depend on {dependency}: imports go down only"),
                    ));
                }
                let is_engine = layers.engines.iter().any(|engine| engine == name);
                if is_engine && layers.never_in_engines.iter().any(|banned| banned == dependency) {
                    found.push(Finding::about(
                        &path,
                        format!("an engine is pure: {name} may not use {dependency}"),
                    ));
                }
            }
        }
        for dependency in names(&manifest, "dev-dependencies") {
            if dependency == layers.binary || dependency == "xtask" {
                found.push(Finding::about(&path, format!("nobody depends on {dependency}, not even a test")));
            }
        }
    }
    for dependency in
        tree.get("xtask/Cargo.toml").and_then(|text| toml::from_str(text).ok()).iter().flat_map(|manifest| {
            names(manifest, "dependencies").into_iter().map(str::to_owned).collect::<Vec<_>>()
        })
    {
        if ours.contains(&dependency.as_str()) {
            found.push(Finding::about(
                "xtask/Cargo.toml",
                format!("xtask builds without our crates, and may not use {dependency}"),
            ));
        }
    }
    found
}

/// The names in a table of dependencies.
fn names<'a>(manifest: &'a toml::Table, table: &str) -> Vec<&'a str> {
    manifest
        .get(table)
        .and_then(toml::Value::as_table)
        .map_or_else(Vec::new, |table| table.keys().map(String::as_str).collect())
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::tidy::layers::example;

    fn messages(files: &[(&str, &str)]) -> Vec<String> {
        check(&Tree::of(files), &example()).into_iter().map(|finding| finding.message).collect()
    }

    #[test]
    fn a_dependency_downwards_is_fine() {
        assert!(
            messages(&[(
                "crates/cases/Cargo.toml",
                "[dependencies]\npeople.workspace = true\nplatform.workspace = true"
            )])
            .is_empty()
        );
    }

    #[test]
    fn a_dependency_upwards_or_sideways_is_found() {
        let up = messages(&[("crates/people/Cargo.toml", "[dependencies]\ncases.workspace = true")]);
        assert_eq!(up, ["people may not depend on cases: imports go down only"]);
        let sideways =
            messages(&[("crates/people/Cargo.toml", "[dependencies]\norganisations.workspace = true")]);
        assert_eq!(sideways.len(), 1);
    }

    #[test]
    fn testkit_serves_tests_and_the_binary_only() {
        assert!(
            messages(&[("crates/people/Cargo.toml", "[dev-dependencies]\ntestkit.workspace = true")])
                .is_empty()
        );
        assert!(
            messages(&[("crates/wotu/Cargo.toml", "[dependencies]\ntestkit.workspace = true")]).is_empty()
        );
        assert_eq!(
            messages(&[("crates/people/Cargo.toml", "[dependencies]\ntestkit.workspace = true")]).len(),
            1
        );
    }

    #[test]
    fn an_engine_stays_pure() {
        assert_eq!(
            messages(&[(
                "crates/rules/Cargo.toml",
                "[dependencies]\ntokio.workspace = true\nplatform.workspace = true"
            )])
            .len(),
            2
        );
    }

    #[test]
    fn a_crate_without_a_place_is_found() {
        assert_eq!(messages(&[("crates/fairs/Cargo.toml", "[package]")]).len(), 1);
    }
}
