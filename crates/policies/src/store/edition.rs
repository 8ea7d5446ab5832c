//! A pack as it is served, with the texts it was made of: from the installation's folder, or published from the workbench.

use crate::model::files_of;
use jiff::civil::Date;
use rules::{Finding, Pack};
use std::{collections::BTreeMap, sync::Arc};
use vocabulary::EditionId;

/// Every text of a pack by path, its golden cases too.
pub type Texts = BTreeMap<String, String>;

/// A pack with its texts.
#[derive(Debug, Clone)]
pub struct Edition {
    /// The pack.
    pub pack: Arc<Pack>,
    /// What it was made of.
    pub texts: Arc<Texts>,
    /// Which publication it is; nothing for what stands in the folder.
    pub published: Option<Publication>,
}

/// A publication.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Publication {
    /// Its id.
    pub id: EditionId,
    /// Counts within the pack, from 1: each follows the one before it.
    pub number: i64,
    /// Served from this day on.
    pub from: Date,
    /// What it was for.
    pub title: String,
}

/// A publication as the database has it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct StoredEdition {
    /// The pack's name.
    pub pack: String,
    /// Which.
    pub publication: Publication,
    /// Its texts.
    pub texts: Texts,
}

impl Edition {
    /// Loads the pack of these texts.
    ///
    /// # Errors
    /// Every mistake.
    pub(super) fn load(texts: Texts, published: Option<Publication>) -> Result<Self, Vec<Finding>> {
        let pairs = texts.iter().map(|(path, text)| (path.as_str(), text.as_str()));
        let pack = rules::load(&files_of(pairs))?;
        Ok(Self { pack: Arc::new(pack), texts: Arc::new(texts), published })
    }
}

/// The publications of one pack, from the earliest to the last; of one day the later publication is the last.
#[derive(Debug, Clone)]
pub(super) struct Editions {
    /// What stands in the folder.
    pub(super) file: Arc<Edition>,
    /// What was published.
    pub(super) published: Vec<Arc<Edition>>,
}

impl Editions {
    /// What is served on a day.
    pub(super) fn on(&self, today: Option<Date>) -> &Arc<Edition> {
        let is_served = |edition: &&Arc<Edition>| {
            edition
                .published
                .as_ref()
                .is_some_and(|published| today.is_some_and(|today| published.from <= today))
        };
        self.published.iter().rev().find(is_served).unwrap_or(&self.file)
    }

    /// What was published last, whether it is served yet or not: the next draft builds on it.
    pub(super) fn newest(&self) -> &Arc<Edition> {
        self.published.last().unwrap_or(&self.file)
    }

    pub(super) fn each(&self) -> impl Iterator<Item = &Arc<Edition>> {
        self.published.iter().rev().chain([&self.file])
    }
}
