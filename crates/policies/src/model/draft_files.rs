//! The files of a draft: which paths there may be, how a text is kept, what became of each since the draft was begun, and
//! what is wrong with them together.

use super::Done;
use rules::{Code, Files, Finding, Pack, Vocabulary};
use std::sync::Arc;
use vocabulary::Refusal;

/// The most files of a draft.
pub const MOST_FILES: usize = 100;
/// The largest file, in bytes: as large as the engine reads.
pub const LARGEST_FILE: usize = 1024 * 1024;
/// The longest name of a file without its folder and ending.
const LONGEST_NAME: usize = 60;

/// One file of a draft.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct DraftFile {
    /// As the pack names it: `v3.yaml`, `../facts/person.yaml`, `tests/talent.yaml`.
    pub path: String,
    /// What it says; nothing once it was taken out.
    pub content: Option<String>,
    /// What it said when the draft was begun; nothing if it was added since.
    pub base: Option<String>,
    /// Rises with each change.
    pub revision: i64,
    /// When and by whom it was changed last.
    pub changed: Done,
}

/// What became of a file since the draft was begun.
#[derive(Debug, Clone, Copy, PartialEq, Eq, serde::Serialize, utoipa::ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = policies::FileChange)]
pub enum FileChange {
    /// It says the same.
    Same,
    /// It says something else.
    Changed,
    /// It was not there.
    Added,
    /// It is not there any more.
    Removed,
}

impl FileChange {
    /// The end of its text key.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Same => "same",
            Self::Changed => "changed",
            Self::Added => "added",
            Self::Removed => "removed",
        }
    }
}

impl DraftFile {
    /// What became of it.
    #[must_use]
    pub fn change(&self) -> FileChange {
        match (&self.base, &self.content) {
            (None, _) => FileChange::Added,
            (Some(_), None) => FileChange::Removed,
            (Some(base), Some(content)) if base == content => FileChange::Same,
            (Some(_), Some(_)) => FileChange::Changed,
        }
    }

    /// Whether it holds golden cases, and no part of the pack.
    #[must_use]
    pub fn is_test(&self) -> bool {
        is_test(&self.path)
    }
}

fn is_test(path: &str) -> bool {
    path.starts_with("tests/")
}

/// A path at which an office may add a file: `name.yaml`, or `tests/name.yaml`. Files that packs share stand elsewhere, and
/// are not added by one of them.
///
/// # Errors
/// `policies.file_path`.
pub fn new_path(path: &str) -> Result<String, Refusal> {
    let path = path.trim();
    let name = path.strip_prefix("tests/").unwrap_or(path).strip_suffix(".yaml");
    let fits = name.is_some_and(|name| {
        !name.is_empty()
            && name.len() <= LONGEST_NAME
            && name.bytes().all(|b| b.is_ascii_lowercase() || b.is_ascii_digit() || b == b'_')
    });
    if fits { Ok(path.to_owned()) } else { Err(Refusal::invalid("policies.file_path", "path")) }
}

/// A text as it is kept: lines end as in the repository, whatever a browser sends, and the last one ends too.
///
/// # Errors
/// `policies.file_too_large`.
pub fn kept_text(text: &str) -> Result<String, Refusal> {
    if text.len() > LARGEST_FILE {
        return Err(Refusal::invalid("policies.file_too_large", "text").with("max", LARGEST_FILE / 1024));
    }
    let mut text = text.replace("\r\n", "\n").replace('\r', "\n");
    if !text.is_empty() && !text.ends_with('\n') {
        text.push('\n');
    }
    Ok(text)
}

/// All files of a draft, by path.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct DraftFiles(Vec<DraftFile>);

/// What the engine says of the files of a draft.
#[derive(Debug, Clone)]
pub struct Checked {
    /// The pack, if no mistake keeps it from loading.
    pub pack: Option<Arc<Pack>>,
    /// Mistakes, and what deserves a look, by file, line and column.
    pub findings: Vec<Finding>,
}

impl Checked {
    /// The mistakes with which a draft cannot be published.
    pub fn errors(&self) -> impl Iterator<Item = &Finding> {
        self.findings.iter().filter(|finding| !finding.is_warning())
    }
}

impl DraftFiles {
    /// Of these, in the order of their paths: the pack's own first, then the cases.
    #[must_use]
    pub fn new(mut files: Vec<DraftFile>) -> Self {
        files.sort_by(|a, b| place(&a.path).cmp(&place(&b.path)));
        Self(files)
    }

    /// Every one, those that were taken out too.
    pub fn iter(&self) -> impl Iterator<Item = &DraftFile> {
        self.0.iter()
    }

    /// The file at a path.
    #[must_use]
    pub fn get(&self, path: &str) -> Option<&DraftFile> {
        self.0.iter().find(|file| file.path == path)
    }

    /// How many there are.
    #[must_use]
    pub fn len(&self) -> usize {
        self.0.len()
    }

    /// Whether there is none.
    #[must_use]
    pub fn is_empty(&self) -> bool {
        self.0.is_empty()
    }

    /// Whether any file says something else than when the draft was begun.
    #[must_use]
    pub fn is_changed(&self) -> bool {
        self.0.iter().any(|file| match file.change() {
            FileChange::Same => false,
            FileChange::Added => file.content.is_some(),
            FileChange::Changed | FileChange::Removed => true,
        })
    }

    /// What is kept of an edition: every text by path, the golden cases too.
    pub fn texts(&self) -> impl Iterator<Item = (&str, &str)> {
        self.0.iter().filter_map(|file| Some((file.path.as_str(), file.content.as_deref()?)))
    }

    /// The pack's files as they are.
    #[must_use]
    pub fn pack_files(&self) -> Files {
        files_of(self.texts())
    }

    /// The pack's files as they were when the draft was begun.
    #[must_use]
    pub fn base_files(&self) -> Files {
        files_of(self.0.iter().filter_map(|file| Some((file.path.as_str(), file.base.as_deref()?))))
    }

    /// The golden cases: path and text.
    pub fn tests(&self) -> impl Iterator<Item = (&str, &str)> {
        self.texts().filter(|(path, _)| is_test(path))
    }

    /// Checks the files as the pack `id` beside the vocabularies of the `others` on the shelf: one answer of a person
    /// serves them all.
    #[must_use]
    pub fn check(&self, id: &str, others: &[&Vocabulary]) -> Checked {
        let pack = match rules::load(&self.pack_files()) {
            Ok(pack) => pack,
            Err(findings) => return Checked { pack: None, findings },
        };
        let mut findings = pack.warnings().to_vec();
        let mut is_pack = true;
        if pack.id != id {
            let args = vec![("found", pack.id.clone()), ("allowed", id.to_owned())];
            findings.insert(0, whole_file(Code::NotOneOf, args));
            is_pack = false;
        }
        if let Err(conflicts) = Vocabulary::merge(others.iter().copied().chain([&pack.vocabulary])) {
            findings.splice(0..0, conflicts);
            is_pack = false;
        }
        if is_pack {
            // What loads can still be wrong: it is run and tried, and not published.
            findings.extend(rules::analyse(&pack));
            findings.sort();
            findings.dedup();
        }
        Checked { pack: is_pack.then(|| Arc::new(pack)), findings }
    }
}

/// A mistake of a pack as a whole: it stands at the head of `pack.yaml`.
pub(crate) fn whole_file(code: Code, args: Vec<(&'static str, String)>) -> Finding {
    Finding { file: "pack.yaml".to_owned(), line: 1, column: 1, code, article: None, args }
}

/// What sorts `pack.yaml` first, then the pack's files, shared ones, and the golden cases.
fn place(path: &str) -> (u8, &str) {
    match path {
        "pack.yaml" => (0, path),
        _ if is_test(path) => (3, path),
        _ if path.starts_with("../") => (2, path),
        _ => (1, path),
    }
}

/// The files of a pack among texts by path: golden cases are none.
#[must_use]
pub fn files_of<'t>(texts: impl IntoIterator<Item = (&'t str, &'t str)>) -> Files {
    texts
        .into_iter()
        .filter(|(path, _)| !is_test(path))
        .fold(Files::new(), |files, (path, text)| files.with(path, text))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::Timestamp;
    use uuid::Uuid;
    use vocabulary::AccountId;

    const PACK: &str = "pack: example\ntitle: {zh: 示例（虚构）, en: Example (invented)}\nplace: \"220000\"\ncurrency: CNY\nfacts: [facts.yaml]\nversions: [v1.yaml]\n";
    const FACTS: &str = "facts:\n  - {name: years, type: int, group: work, title: {zh: 年限, en: Years}, question: {zh: 几年？, en: How many years?}}\n";
    const V1: &str = "version: v1\nfamily: talent\ntitle: {zh: 第一版, en: First version}\nshort: {zh: 一, en: \"1\"}\nin_force: {from: 2022-09-29}\nmeasures:\n  - id: allowance\n    title: {zh: 补贴, en: Allowance}\n    kind: money\n    conditions:\n      - {id: three_years, expr: years >= 3, text: {zh: 满三年, en: Three years}}\n    amount: {expr: 'money(\"1000\")', per: once}\n";

    fn file(path: &str, base: Option<&str>, content: Option<&str>) -> DraftFile {
        let changed = Done { at: Timestamp::UNIX_EPOCH, by: AccountId::new(Uuid::from_u128(1)) };
        let own = |text: Option<&str>| text.map(str::to_owned);
        DraftFile { path: path.to_owned(), content: own(content), base: own(base), revision: 0, changed }
    }

    fn example(v1: &str) -> DraftFiles {
        DraftFiles::new(vec![
            file("tests/a.yaml", Some("cases: []\n"), Some("cases: []\n")),
            file("v1.yaml", Some(V1), Some(v1)),
            file("facts.yaml", Some(FACTS), Some(FACTS)),
            file("pack.yaml", Some(PACK), Some(PACK)),
        ])
    }

    #[test]
    fn files_stand_in_the_order_in_which_one_reads_them() {
        let files = example(V1);
        let paths: Vec<&str> = files.iter().map(|file| file.path.as_str()).collect();
        assert_eq!(paths, ["pack.yaml", "facts.yaml", "v1.yaml", "tests/a.yaml"]);
        assert_eq!(files.tests().map(|(path, _)| path).collect::<Vec<_>>(), ["tests/a.yaml"]);
        assert!(files.pack_files().get("tests/a.yaml").is_none());
    }

    #[test]
    fn a_good_draft_has_a_pack_and_a_bad_one_findings_with_their_place() {
        let good = example(V1).check("example", &[]);
        assert_eq!(good.pack.as_ref().unwrap().id, "example");
        assert_eq!(good.errors().count(), 0, "{:?}", good.findings);

        let bad = example(&V1.replace("years >= 3", "yeers >= 3")).check("example", &[]);
        assert!(bad.pack.is_none());
        let finding = bad.errors().next().unwrap();
        assert_eq!((finding.file.as_str(), finding.line, finding.column), ("v1.yaml", 11, 33));
    }

    #[test]
    fn a_draft_that_calls_itself_otherwise_or_declares_a_shared_fact_otherwise_is_no_pack() {
        let other = example(V1).check("jilin", &[]);
        assert!(other.pack.is_none());
        assert_eq!(other.errors().next().unwrap().code, Code::NotOneOf);

        let mut files = example(V1).0;
        for file in &mut files {
            file.content = file.content.as_ref().map(|text| text.replace("几年？", "多少年？"));
        }
        let neighbour = example(V1).check("example", &[]).pack.unwrap();
        let conflict = DraftFiles::new(files).check("example", &[&neighbour.vocabulary]);
        assert!(conflict.pack.is_none());
        assert_eq!(conflict.errors().next().unwrap().code, Code::FactConflict);
    }

    #[test]
    fn what_became_of_a_file_is_told_apart() {
        let change = |base, content| file("v1.yaml", base, content).change();
        assert_eq!(change(Some("a"), Some("a")), FileChange::Same);
        assert_eq!(change(Some("a"), Some("b")), FileChange::Changed);
        assert_eq!(change(Some("a"), None), FileChange::Removed);
        assert_eq!(change(None, Some("b")), FileChange::Added);
        assert!(!example(V1).is_changed());
        assert!(example("version: v2\n").is_changed());
        // A file that was added and taken out again changes nothing.
        assert!(!DraftFiles::new(vec![file("v9.yaml", None, None)]).is_changed());
    }

    #[test]
    fn only_files_of_the_pack_and_its_cases_are_added() {
        for path in ["v4.yaml", "tests/new_cases.yaml", " v4.yaml "] {
            assert_eq!(new_path(path).unwrap(), path.trim());
        }
        let long = format!("{}.yaml", "a".repeat(61));
        for path in [
            "",
            ".yaml",
            "v4",
            "V4.yaml",
            "../facts/x.yaml",
            "/etc/passwd",
            "a/b.yaml",
            "tests/../x.yaml",
            "v 4.yaml",
            &long,
        ] {
            assert_eq!(new_path(path).unwrap_err().code, "policies.file_path", "{path}");
        }
    }

    #[test]
    fn a_text_is_kept_with_the_lines_of_the_repository() {
        assert_eq!(kept_text("a\r\nb\rc").unwrap(), "a\nb\nc\n");
        assert_eq!(kept_text("").unwrap(), "");
        assert_eq!(kept_text("  a:\n").unwrap(), "  a:\n");
        assert_eq!(kept_text(&"x".repeat(LARGEST_FILE + 1)).unwrap_err().code, "policies.file_too_large");
    }
}
