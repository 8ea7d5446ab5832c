//! The installation as a running whole: its database, region, texts, keys, clock, and the registry of capabilities.

use crate::{
    acts::{ActEntry, QueryEntry},
    audit,
    capability::{Capability, NavigationEntry},
    clock::{Clock, Entropy},
    database::{Database, DatabaseError, Migration},
    outbox::Subscriber,
    region::Region,
    texts::{TextError, TextFile, Texts},
    vault::Vault,
};
use jiff::Timestamp;
use std::{
    any::{Any, TypeId},
    collections::HashMap,
    sync::Arc,
};
use tokio::sync::Notify;

/// All that an installation is made of.
pub struct Setup {
    /// `sqlite:PATH` or `postgres://…`.
    pub database: String,
    /// The region.
    pub region: Region,
    /// Its keys.
    pub vault: Vault,
    /// Its clock.
    pub clock: Clock,
    /// Its randomness.
    pub entropy: Entropy,
    /// One line per capability.
    pub capabilities: Vec<Capability>,
    /// Values that capabilities keep in memory: loaded packs, the search index.
    pub parts: Parts,
    /// How it is reached.
    pub serving: Serving,
}

/// How an installation is reached.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Serving {
    /// A demonstration: every page says so, sign-in links may be used again, only loopback listens.
    pub is_demo: bool,
    /// Cookies carry `Secure` and the `__Host-` prefix. False only on loopback without TLS.
    pub has_secure_cookies: bool,
    /// How many proxies of ours stand before it and append to `X-Forwarded-For`.
    pub trusted_hops: usize,
}

/// Values by type.
#[derive(Default)]
pub struct Parts(HashMap<TypeId, Box<dyn Any + Send + Sync>>);

impl Parts {
    /// Keeps a value; one of the same type is replaced.
    pub fn insert<T: Send + Sync + 'static>(&mut self, part: T) {
        self.0.insert(TypeId::of::<T>(), Box::new(part));
    }
}

/// A running installation. Cheap to clone.
#[derive(Clone)]
pub struct App(Arc<Inner>);

struct Inner {
    database: Database,
    region: Region,
    vault: Vault,
    clock: Clock,
    entropy: Entropy,
    texts: Texts,
    acts: Vec<ActEntry>,
    queries: Vec<QueryEntry>,
    navigation: Vec<NavigationEntry>,
    subscribers: Vec<Subscriber>,
    capabilities: Vec<Capability>,
    parts: Parts,
    serving: Serving,
    wake: Notify,
}

/// Why an installation did not start.
#[derive(Debug, thiserror::Error)]
pub enum StartError {
    /// The database.
    #[error("the database could not be opened")]
    Database(#[from] DatabaseError),
    /// A mistake in a text file.
    #[error(transparent)]
    Text(#[from] TextError),
    /// Two acts, or two queries, of one name.
    #[error("`{0}` is registered twice")]
    Twice(&'static str),
}

impl App {
    /// Opens the database, brings its tables up to date, and joins the capabilities.
    ///
    /// # Errors
    /// [`StartError`].
    pub async fn start(setup: Setup) -> Result<Self, StartError> {
        let Setup { database, region, vault, clock, entropy, capabilities, parts, serving } = setup;
        let mut texts: Vec<TextFile> = crate::TEXTS.to_vec();
        let mut migrations: Vec<Migration> = crate::MIGRATIONS.to_vec();
        let (mut acts, mut queries) = (Vec::new(), Vec::new());
        let mut navigation: Vec<NavigationEntry> = Vec::new();
        let mut subscribers = Vec::new();
        for capability in &capabilities {
            texts.extend(capability.texts);
            migrations.extend(capability.migrations);
            acts.extend(capability.acts.iter().copied());
            queries.extend(capability.queries.iter().copied());
            navigation.extend(capability.navigation);
            subscribers.extend(capability.subscribers);
        }
        acts.sort_by_key(|act| act.name);
        queries.sort_by_key(|query| query.name);
        navigation.sort_by_key(|entry| entry.order);
        refuse_twins(acts.iter().map(|act| act.name))?;
        refuse_twins(queries.iter().map(|query| query.name))?;
        let texts = Texts::read(&texts)?;
        let database = Database::open(&database, &migrations).await?;
        database.write(|db| Box::pin(audit::guard(db))).await??;
        let wake = Notify::new();
        Ok(Self(Arc::new(Inner {
            database,
            region,
            vault,
            clock,
            entropy,
            texts,
            acts,
            queries,
            navigation,
            subscribers,
            capabilities,
            parts,
            serving,
            wake,
        })))
    }

    /// The database.
    #[must_use]
    pub fn database(&self) -> &Database {
        &self.0.database
    }

    /// The region.
    #[must_use]
    pub fn region(&self) -> &Region {
        &self.0.region
    }

    /// Its keys.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        &self.0.vault
    }

    /// Its randomness.
    #[must_use]
    pub fn entropy(&self) -> &Entropy {
        &self.0.entropy
    }

    /// All texts.
    #[must_use]
    pub fn texts(&self) -> &Texts {
        &self.0.texts
    }

    /// Now.
    #[must_use]
    pub fn now(&self) -> Timestamp {
        self.0.clock.now()
    }

    /// How it is reached.
    #[must_use]
    pub fn serving(&self) -> Serving {
        self.0.serving
    }

    /// Every act, by name.
    #[must_use]
    pub fn acts(&self) -> &[ActEntry] {
        &self.0.acts
    }

    /// Every query, by name.
    #[must_use]
    pub fn queries(&self) -> &[QueryEntry] {
        &self.0.queries
    }

    /// The main navigation, in order.
    #[must_use]
    pub fn navigation(&self) -> &[NavigationEntry] {
        &self.0.navigation
    }

    /// The capabilities.
    #[must_use]
    pub fn capabilities(&self) -> &[Capability] {
        &self.0.capabilities
    }

    /// A value that a capability keeps in memory; `None` if the binary did not bring it.
    #[must_use]
    pub fn part<T: Send + Sync + 'static>(&self) -> Option<&T> {
        self.0.parts.0.get(&TypeId::of::<T>()).and_then(|part| part.downcast_ref())
    }

    pub(crate) fn subscribers(&self) -> impl Iterator<Item = &Subscriber> {
        self.0.subscribers.iter()
    }

    pub(crate) fn wake_outbox(&self) {
        self.0.wake.notify_one();
    }

    pub(crate) async fn outbox_woken(&self) {
        self.0.wake.notified().await;
    }
}

fn refuse_twins(names: impl Iterator<Item = &'static str>) -> Result<(), StartError> {
    let mut last = None;
    for name in names {
        if last == Some(name) {
            return Err(StartError::Twice(name));
        }
        last = Some(name);
    }
    Ok(())
}
