//! What the editor has open, over what is on disk; and the packs these files belong to.

use super::places::{normal, range};
use lsp_types::{Diagnostic, DiagnosticSeverity, NumberOrString, PublishDiagnosticsParams};
use rules::{Files, Finding, Pack, editing::Lines, pack::named_files};
use std::{
    collections::{BTreeMap, BTreeSet},
    path::{Path, PathBuf},
};
use vocabulary::Lang;

/// No file of a pack is larger; what is larger is not read here.
const LIMIT: u64 = 4 * 1024 * 1024;

/// What is open.
pub struct Desk {
    lang: Lang,
    open: BTreeMap<PathBuf, String>,
    /// The last form of each pack that loaded: names stay known while a line is being typed.
    loaded: BTreeMap<PathBuf, Pack>,
    /// Which files of each pack had mistakes shown.
    shown: BTreeMap<PathBuf, BTreeSet<PathBuf>>,
}

/// A pack as it stands, with the name that one file has in it.
pub struct Seen<'d> {
    pub files: Files,
    pub pack: Option<&'d Pack>,
    pub name: String,
    pub folder: PathBuf,
}

impl Desk {
    pub const fn new(lang: Lang) -> Self {
        Self { lang, open: BTreeMap::new(), loaded: BTreeMap::new(), shown: BTreeMap::new() }
    }

    pub const fn lang(&self) -> Lang {
        self.lang
    }

    pub fn put(&mut self, path: PathBuf, text: String) {
        self.open.insert(path, text);
    }

    pub fn close(&mut self, path: &Path) {
        self.open.remove(path);
    }

    /// A file as the editor has it, else as it is on disk.
    pub fn text(&self, path: &Path) -> Option<String> {
        if let Some(text) = self.open.get(path) {
            return Some(text.clone());
        }
        let is_small = std::fs::metadata(path).is_ok_and(|data| data.is_file() && data.len() <= LIMIT);
        if is_small { std::fs::read_to_string(path).ok() } else { None }
    }

    fn files(&self, folder: &Path) -> Option<Files> {
        let main = self.text(&folder.join("pack.yaml"))?;
        let names = named_files(&main).unwrap_or_default();
        let mut files = Files::new().with("pack.yaml", main);
        for name in names {
            if let Some(text) = self.text(&normal(&folder.join(&name))) {
                files.insert(name, text);
            }
        }
        Some(files)
    }

    /// The folders of the packs a file belongs to.
    fn folders(&self, path: &Path) -> Vec<PathBuf> {
        let has_pack = |folder: &Path| self.text(&folder.join("pack.yaml")).is_some();
        let own = path.ancestors().skip(1).take(2).find(|folder| has_pack(folder));
        if let Some(own) = own {
            return vec![own.to_owned()];
        }
        // A file of facts beside the packs: whichever of them names it.
        let Some(around) = path.parent().and_then(Path::parent) else { return Vec::new() };
        let entries = std::fs::read_dir(around).into_iter().flatten().filter_map(Result::ok);
        let mut folders: Vec<PathBuf> = entries.map(|entry| entry.path()).collect();
        folders.retain(|folder| self.named(folder, path).is_some());
        folders.sort();
        folders
    }

    /// The name of a file in a pack.
    fn named(&self, folder: &Path, path: &Path) -> Option<String> {
        let main = self.text(&folder.join("pack.yaml"))?;
        let names = named_files(&main).unwrap_or_default();
        let known = ["pack.yaml".to_owned()].into_iter().chain(names);
        known.into_iter().find(|name| normal(&folder.join(name)) == path)
    }

    /// The pack of a file, with the file in it.
    pub fn seen(&self, path: &Path) -> Option<Seen<'_>> {
        let folder = self.folders(path).into_iter().next()?;
        let mut files = self.files(&folder)?;
        let name = match self.named(&folder, path) {
            Some(name) => name,
            // Cases, and a file that the pack does not name yet.
            None => {
                let name = path.strip_prefix(&folder).ok()?.to_string_lossy().into_owned();
                files.insert(name.clone(), self.text(path)?);
                name
            }
        };
        Some(Seen { files, pack: self.loaded.get(&folder), name, folder })
    }

    /// The mistakes of the packs a file belongs to, by file; of files that have none any more, too.
    pub fn mistakes(&mut self, path: &Path) -> Vec<PublishDiagnosticsParams> {
        let mut all = Vec::new();
        for folder in self.folders(path) {
            let Some(files) = self.files(&folder) else { continue };
            let mut found: BTreeMap<PathBuf, Vec<Diagnostic>> = BTreeMap::new();
            let findings = match rules::load(&files) {
                Ok(pack) => {
                    let warnings = pack.warnings().to_vec();
                    self.loaded.insert(folder.clone(), pack);
                    warnings
                }
                Err(findings) => findings,
            };
            for finding in &findings {
                let text = files.get(&finding.file).unwrap_or_default();
                let file = normal(&folder.join(&finding.file));
                found.entry(file).or_default().push(self.diagnostic(text, finding));
            }
            if let Some(pack) = self.loaded.get(&folder) {
                for (file, text) in
                    self.open.iter().filter(|(file, _)| file.starts_with(folder.join("tests")))
                {
                    let name = file.to_string_lossy();
                    for mistake in rules::cases::read(&name, text, pack).err().unwrap_or_default() {
                        let words = mistake.words().get(self.lang).to_owned();
                        let place = (mistake.line, mistake.column);
                        let one = diagnostic(text, place, words, &mistake.code, DiagnosticSeverity::ERROR);
                        found.entry(file.clone()).or_default().push(one);
                    }
                }
            }
            let before = self.shown.entry(folder).or_default();
            for file in before.iter().chain([&path.to_owned()]) {
                found.entry(file.clone()).or_default();
            }
            *before =
                found.iter().filter(|(_, list)| !list.is_empty()).map(|(file, _)| file.clone()).collect();
            for (file, diagnostics) in found {
                let Some(uri) = super::places::uri(&file) else { continue };
                all.push(PublishDiagnosticsParams { uri, diagnostics, version: None });
            }
        }
        all
    }

    fn diagnostic(&self, text: &str, finding: &Finding) -> Diagnostic {
        let mut words = finding.text().get(self.lang).to_owned();
        if let Some(article) = &finding.article {
            let text = rules::editing::article(article);
            words = format!("{words} · {}", text.get(self.lang));
        }
        let severity =
            if finding.is_warning() { DiagnosticSeverity::WARNING } else { DiagnosticSeverity::ERROR };
        diagnostic(text, (finding.line, finding.column), words, finding.code.as_str(), severity)
    }
}

/// A mistake under the word it stands at; under the rest of the line where it stands at no word.
fn diagnostic(
    text: &str,
    (line, column): (usize, usize),
    message: String,
    code: &str,
    severity: DiagnosticSeverity,
) -> Diagnostic {
    let lines = Lines::of(text);
    let start = lines.byte(text, line, column);
    let rest = text.get(start..).unwrap_or_default();
    let word = rest.find(|c: char| !c.is_alphanumeric() && c != '_').unwrap_or(rest.len());
    let end = if word > 0 { word } else { rest.find('\n').unwrap_or(rest.len()) };
    Diagnostic {
        range: range(text, start, start + end),
        severity: Some(severity),
        code: Some(NumberOrString::String(code.to_owned())),
        source: Some("wotu".to_owned()),
        message,
        ..Diagnostic::default()
    }
}
