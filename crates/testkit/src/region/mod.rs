//! The demonstration region: nine prefectures of Jilin with invented people, organisations and posts, reproducible
//! from a seed.
//!
//! Whatever is made depends on the seed, its own index and the day alone, so any part can be made by itself, in any
//! order, and a million people never stand in memory. Every name carries a mark of invention in both languages, every
//! address ends in `example.invalid`, identity numbers and credit codes stand in the area codes 2299xx, which no list
//! of divisions that we know has issued (Jilin's are 2201 to 2208 and 2224). Shares of places, surnames, degrees and
//! pay are rough invented weights and no statistics.
//!
//! The tables stand in `data/`; facts have the names of `policies/facts/person.yaml` and `policies/jilin/facts.yaml`
//! (held by a test).

mod facts;
mod life;
mod model;
mod numbers;
mod organisations;
mod people;
mod posts;
mod tables;

pub use model::{
    DemoLanguage, DemoOrganisation, DemoPay, DemoPerson, DemoPlace, DemoPost, OrganisationKind, Scale,
};
pub use numbers::{credit_code_check, identity_number_check};
pub use tables::TableError;

use jiff::civil::Date;
use tables::Tables;

/// The generator of one demonstration region.
#[derive(Debug)]
pub struct Region {
    seed: u64,
    today: Date,
    scale: Scale,
    tables: Tables,
}

impl Region {
    /// A region of `scale` under `seed` as it stands on `today`.
    ///
    /// # Errors
    /// If a table in `data/` is wrong, which the tests of this crate exclude.
    pub fn new(seed: u64, today: Date, scale: Scale) -> Result<Self, TableError> {
        Ok(Self { seed, today, scale, tables: Tables::read()? })
    }

    /// How many of each there are.
    #[must_use]
    pub const fn scale(&self) -> Scale {
        self.scale
    }

    /// The nine prefectures.
    #[must_use]
    pub fn places(&self) -> &[DemoPlace] {
        &self.tables.prefectures
    }

    /// The person `index`, whether or not the scale has so many.
    #[must_use]
    pub fn person(&self, index: u64) -> DemoPerson {
        people::person(self, index)
    }

    /// The organisation `index`, whether or not the scale has so many.
    #[must_use]
    pub fn organisation(&self, index: u64) -> DemoOrganisation {
        organisations::organisation(self, index)
    }

    /// The post `index`, whether or not the scale has so many, of one of the scale's organisations.
    #[must_use]
    pub fn post(&self, index: u64) -> DemoPost {
        posts::post(self, index)
    }

    /// All people, one at a time.
    pub fn people(&self) -> impl Iterator<Item = DemoPerson> {
        (0..self.scale.people).map(|index| self.person(index))
    }

    /// All organisations, one at a time.
    pub fn organisations(&self) -> impl Iterator<Item = DemoOrganisation> {
        (0..self.scale.organisations).map(|index| self.organisation(index))
    }

    /// All posts, one at a time.
    pub fn posts(&self) -> impl Iterator<Item = DemoPost> {
        (0..self.scale.posts).map(|index| self.post(index))
    }
}
