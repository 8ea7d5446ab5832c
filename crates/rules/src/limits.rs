//! Every limit of the engine in one place, so that nothing a pack or a person writes can exhaust the process.

/// The longest text of one expression, in bytes.
pub const EXPRESSION_BYTES: usize = 64 * 1024;
/// How deep an expression may be nested.
pub const EXPRESSION_DEPTH: u32 = 64;
/// How many nodes an expression may have.
pub const EXPRESSION_NODES: usize = 10_000;
/// How many mistakes of one expression are reported.
pub const EXPRESSION_FINDINGS: usize = 20;
/// How many of `all`, `exists`, `filter`, `map` may stand inside each other.
pub const NESTED_QUANTIFIERS: u32 = 3;
/// The largest file of a pack, in bytes.
pub const FILE_BYTES: usize = 1024 * 1024;
/// How deep YAML may be nested.
pub const YAML_DEPTH: usize = 32;
/// How many nodes one YAML file may have.
pub const YAML_NODES: usize = 100_000;
/// How many items one list of a YAML file may have.
pub const YAML_ITEMS: usize = 5_000;
/// How many keys one mapping of a YAML file may have.
pub const YAML_KEYS: usize = 200;
/// How many derived values one version may have.
pub const DERIVED: usize = 1_000;
/// How many members a list of facts may have (a household, periods of work).
pub const LIST_MEMBERS: usize = 100;
/// How many characters a text given as a fact may have.
pub const TEXT_CHARACTERS: usize = 10_000;
/// The largest facts file, in bytes.
pub const FACTS_BYTES: usize = 1024 * 1024;
/// How many steps one assessment may take; what comes after is an error value, not a wait.
pub const STEPS: u64 = 1_000_000;
/// How many combinations of the values of unknown facts that stand in one comparison are tried to find which of them matter.
pub const COMPLETIONS: usize = 512;
/// How many steps the evaluation of one version may take over all those; after them what Kleene found stands.
pub const COMPLETION_STEPS: u64 = 500_000;
/// How often the search for what matters may judge a formula, over all measures of one version; the same follows.
pub const LOOKS: u32 = 2_000;
/// How many measures that exclude each other, directly or by a chain, are combined exactly.
pub const EXCLUSIVE_GROUP: usize = 64;
/// How many branches the search for the best bundle may look at in one such group.
pub const BRANCHES: usize = 200_000;
/// How many lists may be inside each other in a value.
pub const LIST_DEPTH: usize = 32;
/// How many items a list that is put together may have.
pub const COMPUTED_ITEMS: usize = 10_000;
/// How many bytes a text that is put together may have.
pub const COMPUTED_TEXT_BYTES: usize = 64 * 1024;
/// The largest file of conformance cases, in bytes.
pub const CONFORMANCE_BYTES: usize = 16 * 1024 * 1024;
/// How many facts of the failed conditions are changed to find what would grant a measure.
pub const NEAREST_FACTS: usize = 16;
/// How many constants of the failed conditions are tried as values of facts.
pub const NEAREST_SEEDS: usize = 48;
/// How many values of one fact are tried.
pub const NEAREST_CANDIDATES: usize = 24;
/// How many pairs of values of two facts are tried.
pub const NEAREST_PAIRS: usize = 200;
/// How many changes are shown.
pub const NEAREST_ANSWERS: usize = 20;
/// How many times the conditions of a measure are judged in one search.
pub const NEAREST_TRIES: usize = 20_000;
/// How many operations one question of the analysis may look at; after them the answer is "anything".
pub const ANALYSIS_STEPS: u32 = 100_000;
/// How deep the analysis follows expressions into the derived values they read.
pub const ANALYSIS_DEPTH: u32 = 150;
/// How many ways in which a condition can hold the analysis keeps apart.
pub const ANALYSIS_WAYS: usize = 24;
/// How many cases the analysis of one pack tries, to show what it found.
pub const ANALYSIS_TRIALS: usize = 40_000;
/// How many of those for one finding.
pub const FINDING_TRIALS: usize = 1_500;
