//! The order of the crates, as `xtask/layers.toml` says it.

use anyhow::{Context, Result};
use serde::Deserialize;

/// Who stands above whom.
#[derive(Debug, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Layers {
    /// The words; depends on none of ours.
    pub vocabulary: String,
    /// Pure engines.
    pub engines: Vec<String>,
    /// What capabilities stand on.
    pub platform: String,
    /// A list per storey, lowest first.
    pub capabilities: Vec<Vec<String>>,
    /// The invented data and the tests' tools.
    pub testkit: String,
    /// The program.
    pub binary: String,
    /// Crates of others that no engine may use.
    pub never_in_engines: Vec<String>,
}

impl Layers {
    /// Reads `layers.toml`.
    pub fn parse(text: &str) -> Result<Self> {
        toml::from_str(text).context("xtask/layers.toml is not as it should be")
    }

    /// Whether it is a capability.
    pub fn is_capability(&self, name: &str) -> bool {
        self.capabilities.iter().flatten().any(|each| each == name)
    }

    /// Every crate that has a place.
    pub fn all(&self) -> Vec<&str> {
        let mut all = vec![self.vocabulary.as_str(), &self.platform, &self.testkit, &self.binary];
        all.extend(self.engines.iter().chain(self.capabilities.iter().flatten()).map(String::as_str));
        all
    }

    /// What `name` may depend on outside its tests; `None` if it has no place in the order.
    pub fn below(&self, name: &str) -> Option<Vec<&str>> {
        let vocabulary = vec![self.vocabulary.as_str()];
        if name == self.vocabulary {
            return Some(Vec::new());
        }
        if name == self.platform || self.engines.iter().any(|engine| engine == name) {
            return Some(vocabulary);
        }
        let mut below = vocabulary;
        below.push(&self.platform);
        below.extend(self.engines.iter().map(String::as_str));
        for storey in &self.capabilities {
            if storey.iter().any(|each| each == name) {
                return Some(below);
            }
            below.extend(storey.iter().map(String::as_str));
        }
        if name == self.testkit {
            return Some(below);
        }
        below.push(&self.testkit);
        (name == self.binary).then_some(below)
    }
}

#[cfg(test)]
pub(super) fn example() -> Layers {
    Layers::parse(
        r#"
vocabulary = "vocabulary"
engines = ["rules"]
platform = "platform"
capabilities = [["people", "organisations"], ["cases"]]
testkit = "testkit"
binary = "wotu"
never_in_engines = ["tokio"]
"#,
    )
    .unwrap()
}
