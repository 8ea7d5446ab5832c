//! The shelf: the packs that an installation offers, loaded and checked, replaced all at once or not at all.

use super::compiled;
use rules::{Code, Files, Finding, Pack, Vocabulary, pack::named_files};
use std::{
    fmt, fs,
    path::{Path, PathBuf},
    sync::{Arc, Mutex, PoisonError, RwLock},
};

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
    /// Held by whoever reads the packs again: what was read earlier never replaces what was read later.
    reloading: Mutex<()>,
}

/// What stands on the shelf at one time: whoever holds a pack keeps it through a reload.
#[derive(Debug)]
struct Stock {
    packs: Vec<Arc<Pack>>,
    vocabulary: Arc<Vocabulary>,
}

impl Shelf {
    /// Loads the packs `wanted`, by the names of their folders in `dir`, in that order: the first is the region's own.
    ///
    /// # Errors
    /// Every mistake in any of them, and every fact that two of them declare differently.
    pub fn read(dir: &Path, wanted: &[String]) -> Result<Self, Vec<PackFinding>> {
        let stock = Stock::read(dir, wanted)?;
        Ok(Self::of(wanted, Some(dir.to_owned()), stock))
    }

    /// Loads the packs `wanted` from the copy compiled into the binary.
    ///
    /// # Errors
    /// As [`Shelf::read`]: a pack that does not ship is a missing file.
    pub fn compiled(wanted: &[String]) -> Result<Self, Vec<PackFinding>> {
        let stock = Stock::load(wanted, compiled::text)?;
        Ok(Self::of(wanted, None, stock))
    }

    fn of(wanted: &[String], folder: Option<PathBuf>, stock: Stock) -> Self {
        Self { wanted: wanted.to_vec(), folder, stock: RwLock::new(stock), reloading: Mutex::new(()) }
    }

    /// Loads the same packs again from the folder they came from. All are replaced together, or none: with one mistake the
    /// running versions stay, because the packs share the facts they ask for. Reads files: call it where blocking is
    /// allowed.
    ///
    /// # Errors
    /// [`CannotReload`]. Nothing was replaced.
    pub fn reload(&self) -> Result<Reloaded, CannotReload> {
        let folder = self.folder.as_deref().ok_or(CannotReload::CompiledIn)?;
        let _reloading = self.reloading.lock().unwrap_or_else(PoisonError::into_inner);
        let fresh = Stock::read(folder, &self.wanted).map_err(CannotReload::Mistakes)?;
        let mut stock = self.stock.write().unwrap_or_else(PoisonError::into_inner);
        let mut done = Reloaded::default();
        for pack in &fresh.packs {
            let same = stock.packs.iter().any(|old| old.fingerprint() == pack.fingerprint());
            if same { &mut done.unchanged } else { &mut done.changed }.push(pack.id.clone());
        }
        *stock = fresh;
        Ok(done)
    }

    /// The pack of this name.
    #[must_use]
    pub fn pack(&self, id: &str) -> Option<Arc<Pack>> {
        self.look(|stock| stock.packs.iter().find(|pack| pack.id == id).cloned())
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

impl Stock {
    fn read(folder: &Path, wanted: &[String]) -> Result<Self, Vec<PackFinding>> {
        Self::load(wanted, |path| fs::read_to_string(folder.join(path)).ok())
    }

    /// `text` gives a file by its path within the folder of all packs.
    fn load(wanted: &[String], text: impl Fn(&str) -> Option<String>) -> Result<Self, Vec<PackFinding>> {
        let (mut packs, mut findings) = (Vec::new(), Vec::new());
        let mut union = Vocabulary::default();
        for name in wanted {
            let of_pack = |finding| PackFinding { pack: name.clone(), finding };
            let loaded = load_pack(name, &text).and_then(|pack| {
                let merged = Vocabulary::merge([&union, &pack.vocabulary])?;
                Ok((pack, merged))
            });
            match loaded {
                Ok((pack, merged)) => {
                    union = merged;
                    packs.push(Arc::new(pack));
                }
                Err(wrong) => findings.extend(wrong.into_iter().map(of_pack)),
            }
        }
        if findings.is_empty() { Ok(Self { packs, vocabulary: Arc::new(union) }) } else { Err(findings) }
    }
}

fn load_pack(name: &str, text: &impl Fn(&str) -> Option<String>) -> Result<Pack, Vec<Finding>> {
    let is_folder =
        !name.is_empty() && name.bytes().all(|b| b.is_ascii_alphanumeric() || b == b'_' || b == b'-');
    let missing = |path: &str| vec![whole_file(Code::FileMissing, vec![("path", path.to_owned())])];
    let manifest = is_folder.then(|| text(&format!("{name}/pack.yaml"))).flatten();
    let manifest = manifest.ok_or_else(|| missing("pack.yaml"))?;
    let mut files = Files::new();
    for path in named_files(&manifest)? {
        let within = match path.strip_prefix("../") {
            Some(above) => above.to_owned(),
            None => format!("{name}/{path}"),
        };
        // One that is missing is named by the engine, at the line that asks for it.
        if let Some(text) = text(&within) {
            files.insert(path, text);
        }
    }
    files.insert("pack.yaml", manifest);
    let pack = rules::load(&files)?;
    if pack.id != name {
        let args = vec![("found", pack.id.clone()), ("allowed", name.to_owned())];
        return Err(vec![whole_file(Code::NotOneOf, args)]);
    }
    Ok(pack)
}

fn whole_file(code: Code, args: Vec<(&'static str, String)>) -> Finding {
    Finding { file: "pack.yaml".to_owned(), line: 1, column: 1, code, article: None, args }
}
