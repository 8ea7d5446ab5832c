//! The shelf: the packs that an installation offers, loaded and checked, replaced all at once or not at all.
//!
//! A pack comes from the installation's folder (or the binary). What the policy office publishes stands before it from its
//! day on ([`Shelf::put_editions`]); whatever was served before is still found by its fingerprint.

use super::{
    compiled,
    edition::{Edition, Editions, StoredEdition, Texts},
};
use crate::model::whole_file;
use jiff::civil::Date;
use rules::{Code, Finding, Pack, Vocabulary, pack::named_files};
use std::{
    fmt, fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
};
use vocabulary::EditionId;

/// A mistake in a pack, with the pack it is in. Its text stands under [`Finding::key`].
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct PackFinding {
    /// The pack's folder.
    pub pack: String,
    /// File, line, column and what is wrong.
    pub finding: Finding,
}

impl fmt::Display for PackFinding {
    /// `jilin/v3.yaml:12:7: …`, for logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.pack, self.finding)
    }
}

/// Why nothing was reloaded. The packs that stood on the shelf still stand there.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum CannotReload {
    /// The packs came with the binary: there is no folder to read.
    CompiledIn,
    /// The mistakes in the packs, every one.
    Mistakes(Vec<PackFinding>),
}

/// What a reload did.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Reloaded {
    /// The packs that are different now.
    pub changed: Vec<String>,
    /// The packs that are the same as before.
    pub unchanged: Vec<String>,
}

/// The packs of an installation. A part of the app: `app.part::<policies::Shelf>()`.
#[derive(Debug)]
pub struct Shelf {
    wanted: Vec<String>,
    /// Where the packs are read; nothing for those in the binary.
    folder: Option<PathBuf>,
    stock: RwLock<Stock>,
    /// Held by whoever replaces packs: what was read earlier never replaces what was read later.
    reloading: Mutex<()>,
}

/// What stands on the shelf at one time: whoever holds a pack keeps it through a reload.
#[derive(Debug, Clone)]
struct Stock {
    editions: Vec<Editions>,
    /// The day for which the packs were chosen; nothing before the database was asked what was published.
    today: Option<Date>,
    packs: Vec<Arc<Pack>>,
    vocabulary: Arc<Vocabulary>,
}

impl Shelf {
    /// Loads the packs `wanted`, by the names of their folders in `dir`, in that order: the first is the region's own.
    ///
    /// # Errors
    /// Every mistake in any of them, and every fact that two of them declare differently.
    pub fn read(dir: &Path, wanted: &[String]) -> Result<Self, Vec<PackFinding>> {
        let stock = Stock::of(read_folder(dir, wanted)?, None)?;
        Ok(Self::with(wanted, Some(dir.to_owned()), stock))
    }

    /// Loads the packs `wanted` from the copy compiled into the binary.
    ///
    /// # Errors
    /// As [`Shelf::read`]: a pack that does not ship is a missing file.
    pub fn compiled(wanted: &[String]) -> Result<Self, Vec<PackFinding>> {
        let stock = Stock::of(load_all(wanted, compiled::text, compiled::tests)?, None)?;
        Ok(Self::with(wanted, None, stock))
    }

    fn with(wanted: &[String], folder: Option<PathBuf>, stock: Stock) -> Self {
        Self { wanted: wanted.to_vec(), folder, stock: RwLock::new(stock), reloading: Mutex::new(()) }
    }

    /// Loads the same packs again from the folder they came from. All are replaced together, or none: with one mistake the
    /// running versions stay, because the packs share the facts they ask for. What was published still stands before
    /// them. Reads files: call it where blocking is allowed.
    ///
    /// # Errors
    /// [`CannotReload`]. Nothing was replaced.
    pub fn reload(&self) -> Result<Reloaded, CannotReload> {
        let folder = self.folder.as_deref().ok_or(CannotReload::CompiledIn)?;
        let _reloading = self.reloading.lock().unwrap_or_else(PoisonError::into_inner);
        let files = read_folder(folder, &self.wanted).map_err(CannotReload::Mistakes)?;
        let mut fresh = self.look(Stock::clone);
        for (editions, file) in fresh.editions.iter_mut().zip(files) {
            editions.file = file.file;
        }
        let fresh = Stock::of(fresh.editions, fresh.today).map_err(CannotReload::Mistakes)?;
        Ok(self.replace(fresh))
    }

    /// The publications that stand here already.
    #[must_use]
    pub fn published(&self) -> Vec<EditionId> {
        self.look(|stock| stock.editions.iter().flat_map(published_ids).collect())
    }

    /// Puts publications beside those that stand here, and serves what is to be served on `today`. A publication of a pack
    /// that the region does not list waits until it does. One that no longer loads, or that contradicts another pack, is
    /// left out and told; what was served before it stays.
    pub fn put_editions(&self, stored: Vec<StoredEdition>, today: Date) -> (Reloaded, Vec<PackFinding>) {
        let _reloading = self.reloading.lock().unwrap_or_else(PoisonError::into_inner);
        let mut stock = self.look(Stock::clone);
        let mut problems = Vec::new();
        for StoredEdition { pack, publication, texts } in stored {
            let Some(editions) = stock.editions.iter_mut().find(|editions| editions.file.pack.id == pack)
            else {
                continue;
            };
            if published_ids(editions).any(|id| id == publication.id) {
                continue;
            }
            match Edition::load(texts, Some(publication)) {
                Ok(edition) => editions.published.push(Arc::new(edition)),
                Err(found) => problems
                    .extend(found.into_iter().map(|finding| PackFinding { pack: pack.clone(), finding })),
            }
            editions
                .published
                .sort_by_key(|edition| edition.published.as_ref().map(|one| (one.from, one.number)));
        }
        let before = stock.today;
        match Stock::of(stock.editions.clone(), Some(today)) {
            Ok(fresh) => (self.replace(fresh), problems),
            Err(conflicts) => {
                problems.extend(conflicts);
                // They are found by their fingerprints all the same.
                let kept = Stock { today: before, ..stock };
                (self.replace(kept), problems)
            }
        }
    }

    fn replace(&self, fresh: Stock) -> Reloaded {
        let mut stock = self.stock.write().unwrap_or_else(PoisonError::into_inner);
        let mut done = Reloaded::default();
        for pack in &fresh.packs {
            let same = stock.packs.iter().any(|old| old.fingerprint() == pack.fingerprint());
            if same { &mut done.unchanged } else { &mut done.changed }.push(pack.id.clone());
        }
        *stock = fresh;
        done
    }

    /// The pack of this name, as it is served today.
    #[must_use]
    pub fn pack(&self, id: &str) -> Option<Arc<Pack>> {
        self.look(|stock| stock.packs.iter().find(|pack| pack.id == id).cloned())
    }

    /// The pack of this fingerprint: served today, served before, or to be served. An application pins one.
    #[must_use]
    pub fn pack_of_fingerprint(&self, fingerprint: &str) -> Option<Arc<Pack>> {
        self.look(|stock| {
            let mut each = stock.editions.iter().flat_map(Editions::each);
            each.find(|edition| edition.pack.fingerprint() == fingerprint)
                .map(|edition| Arc::clone(&edition.pack))
        })
    }

    /// What was published of a pack last, whether it is served yet or not: what the next draft begins from.
    #[must_use]
    pub fn newest(&self, id: &str) -> Option<Arc<Edition>> {
        self.look(|stock| stock.find(id).map(|editions| Arc::clone(editions.newest())))
    }

    /// Every pack, the region's own first.
    #[must_use]
    pub fn packs(&self) -> Vec<Arc<Pack>> {
        self.look(|stock| stock.packs.clone())
    }

    /// Every fact that any of the packs asks for.
    #[must_use]
    pub fn vocabulary(&self) -> Arc<Vocabulary> {
        self.look(|stock| Arc::clone(&stock.vocabulary))
    }

    fn look<T>(&self, at: impl FnOnce(&Stock) -> T) -> T {
        at(&self.stock.read().unwrap_or_else(PoisonError::into_inner))
    }
}

fn published_ids(editions: &Editions) -> impl Iterator<Item = EditionId> {
    editions.published.iter().filter_map(|edition| edition.published.as_ref().map(|published| published.id))
}

impl Stock {
    /// What is served of these packs on a day.
    fn of(editions: Vec<Editions>, today: Option<Date>) -> Result<Self, Vec<PackFinding>> {
        let mut union = Vocabulary::default();
        let mut findings = Vec::new();
        let packs: Vec<Arc<Pack>> = editions.iter().map(|one| Arc::clone(&one.on(today).pack)).collect();
        for pack in &packs {
            match Vocabulary::merge([&union, &pack.vocabulary]) {
                Ok(merged) => union = merged,
                Err(wrong) => {
                    findings.extend(
                        wrong.into_iter().map(|finding| PackFinding { pack: pack.id.clone(), finding }),
                    );
                }
            }
        }
        if findings.is_empty() {
            Ok(Self { editions, today, packs, vocabulary: Arc::new(union) })
        } else {
            Err(findings)
        }
    }

    fn find(&self, id: &str) -> Option<&Editions> {
        self.editions.iter().find(|editions| editions.file.pack.id == id)
    }
}

fn read_folder(folder: &Path, wanted: &[String]) -> Result<Vec<Editions>, Vec<PackFinding>> {
    let text = |path: &str| fs::read_to_string(folder.join(path)).ok();
    let tests = |name: &str| {
        let entries = fs::read_dir(folder.join(name).join("tests")).into_iter().flatten().flatten();
        let names = entries.filter_map(|entry| entry.file_name().into_string().ok());
        names.filter(|name| name.ends_with(".yaml")).map(|name| format!("tests/{name}")).collect()
    };
    load_all(wanted, text, tests)
}

/// `text` gives a file by its path within the folder of all packs, `tests` the golden cases of a pack.
fn load_all(
    wanted: &[String],
    text: impl Fn(&str) -> Option<String>,
    tests: impl Fn(&str) -> Vec<String>,
) -> Result<Vec<Editions>, Vec<PackFinding>> {
    let (mut editions, mut findings) = (Vec::new(), Vec::new());
    for name in wanted {
        match load_pack(name, &text, &tests) {
            Ok(edition) => editions.push(Editions { file: Arc::new(edition), published: Vec::new() }),
            Err(wrong) => {
                findings.extend(wrong.into_iter().map(|finding| PackFinding { pack: name.clone(), finding }));
            }
        }
    }
    if findings.is_empty() {
        return Ok(editions);
    }
    // Facts that those contradict that did load are mistakes too.
    if let Err(conflicts) = Stock::of(editions, None) {
        findings.extend(conflicts);
    }
    Err(findings)
}

fn load_pack(
    name: &str,
    text: &impl Fn(&str) -> Option<String>,
    tests: &impl Fn(&str) -> Vec<String>,
) -> Result<Edition, Vec<Finding>> {
    let is_folder =
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    let missing = |path: &str| vec![whole_file(Code::FileMissing, vec![("path", path.to_owned())])];
    let manifest = is_folder.then(|| text(&format!("{name}/pack.yaml"))).flatten();
    let manifest = manifest.ok_or_else(|| missing("pack.yaml"))?;
    let mut texts = Texts::new();
    for path in named_files(&manifest)?.into_iter().chain(tests(name)) {
        let within = match path.strip_prefix("../") {
            Some(above) => above.to_owned(),
            None => format!("{name}/{path}"),
        };
        // One that is missing is named by the engine, at the line that asks for it.
        if let Some(text) = text(&within) {
            texts.insert(path, text);
        }
    }
    texts.insert("pack.yaml".to_owned(), manifest);
    let edition = Edition::load(texts, None)?;
    if edition.pack.id != name {
        let args = vec![("found", edition.pack.id.clone()), ("allowed", name.to_owned())];
        return Err(vec![whole_file(Code::NotOneOf, args)]);
    }
    Ok(edition)
}
