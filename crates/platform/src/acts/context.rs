//! All that an act or query gets of the outside world.

use super::{Outcome, Records};
use crate::{
    app::App,
    clock::Entropy,
    database::Connection,
    outbox::Event,
    permissions::{Actor, Columns, Filter, Grant, Subject, allows, filter},
    vault::Vault,
};
use jiff::{Timestamp, civil::Date};
use serde::Serialize;
use std::fmt::Display;
use uuid::Uuid;
use vocabulary::{Kind, Refusal};

/// What an act gets: who, when, the transaction, fresh ids, the outbox, the audit log. Nothing else reaches the
/// outside.
pub struct Context<'a> {
    /// Who acts.
    pub actor: &'a Actor,
    /// The transaction.
    pub db: &'a mut Connection,
    /// When: the same instant throughout.
    pub now: Timestamp,
    /// The installation: its region, packs and texts. Not its database.
    pub app: &'a App,
    pub(super) who: &'static [Grant],
    pub(super) records: Records,
    pub(super) is_authorized: bool,
    pub(super) subject: Option<String>,
    pub(super) kept: Vec<(&'static str, String)>,
    pub(super) events: Vec<Event>,
}

impl Context<'_> {
    /// A fresh UUIDv7.
    #[must_use]
    pub fn fresh_id(&self) -> Uuid {
        self.app.entropy().uuid(self.now)
    }

    /// Randomness for secrets.
    #[must_use]
    pub fn entropy(&self) -> &Entropy {
        self.app.entropy()
    }

    /// Encrypts and finds sensitive numbers.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        self.app.vault()
    }

    /// The civil date in the region.
    #[must_use]
    pub fn today(&self) -> Date {
        self.app.region().date_of(self.now)
    }

    /// Step one of every act.
    ///
    /// # Errors
    /// `platform.sign_in_first` or `platform.forbidden` if the actor may not act on `subject`.
    pub fn authorize(&mut self, subject: &Subject) -> Outcome<()> {
        check(self.actor, self.who, subject)?;
        self.is_authorized = true;
        Ok(())
    }

    /// What the audit log names as the thing acted upon.
    pub fn about(&mut self, id: impl Display) {
        self.subject = Some(id.to_string());
    }

    /// Keeps a detail in the audit log: one of the act's `RECORDS`, an id, state or count.
    pub fn record(&mut self, name: &'static str, value: impl Display) {
        debug_assert!(self.records.contains(&name), "`{name}` is not among the act's RECORDS");
        self.kept.push((name, value.to_string()));
    }

    /// Puts an event into the outbox, in the same transaction.
    ///
    /// # Errors
    /// If `payload` cannot be written as JSON.
    pub fn emit(
        &mut self,
        topic: &'static str,
        subject: impl Display,
        payload: &impl Serialize,
    ) -> Outcome<()> {
        let payload =
            serde_json::to_string(payload).map_err(|error| super::Stop::Internal(error.to_string()))?;
        self.events.push(Event { topic: topic.to_owned(), subject: subject.to_string(), payload });
        Ok(())
    }
}

/// What a query gets: as an act's context, without a transaction.
pub struct Looking<'a> {
    /// Who asks.
    pub actor: &'a Actor,
    /// A connection that cannot write.
    pub db: &'a mut Connection,
    /// When.
    pub now: Timestamp,
    /// The installation.
    pub app: &'a App,
    pub(super) who: &'static [Grant],
}

impl Looking<'_> {
    /// The civil date in the region.
    #[must_use]
    pub fn today(&self) -> Date {
        self.app.region().date_of(self.now)
    }

    /// Decrypts.
    #[must_use]
    pub fn vault(&self) -> &Vault {
        self.app.vault()
    }

    /// For a single thing: whether the actor may see it.
    ///
    /// # Errors
    /// `platform.sign_in_first` or `platform.forbidden`.
    pub fn authorize(&self, subject: &Subject) -> Outcome<()> {
        check(self.actor, self.who, subject)
    }

    /// For a list: the condition of SQL that leaves what the actor may see.
    #[must_use]
    pub fn filter(&self, columns: Columns, first: usize) -> Filter {
        filter(self.actor, self.who, columns, first)
    }
}

pub(super) fn check(actor: &Actor, who: &[Grant], subject: &Subject) -> Outcome<()> {
    if allows(actor, who, subject) { Ok(()) } else { Err(denied(actor).into()) }
}

pub(super) fn denied(actor: &Actor) -> Refusal {
    if actor.is_signed_in() {
        Refusal::new(Kind::Forbidden, "platform.forbidden")
    } else {
        Refusal::new(Kind::SignInFirst, "platform.sign_in_first")
    }
}
