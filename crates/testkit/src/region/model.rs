//! What the generator yields: plain data, for whoever imports it.

use jiff::civil::Date;
use serde::{Deserialize, Serialize};
use vocabulary::{Lang, PlaceCode, Text};

/// How many of each.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
#[serde(deny_unknown_fields)]
pub struct Scale {
    /// People.
    pub people: u64,
    /// Organisations.
    pub organisations: u64,
    /// Posts.
    pub posts: u64,
}

impl Default for Scale {
    /// The demonstration: 2,000 people, 300 organisations, 1,500 posts.
    fn default() -> Self {
        Self { people: 2_000, organisations: 300, posts: 1_500 }
    }
}

impl Scale {
    /// So many people, with organisations and posts in the proportion of the demonstration, at least one of each.
    #[must_use]
    pub fn of_people(people: u64) -> Self {
        let of = |part: u64| people.saturating_mul(part).div_ceil(2_000).max(1);
        Self { people, organisations: of(300), posts: of(1_500) }
    }
}

/// A prefecture.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoPlace {
    /// GB/T 2260.
    pub code: PlaceCode,
    /// Its name.
    pub name: Text,
    /// Rough invented weight of it in the demonstration: no statistic.
    pub weight: u32,
}

/// An invented person.
#[derive(Debug, Clone, PartialEq, Serialize, Deserialize)]
pub struct DemoPerson {
    /// From 0.
    pub index: u64,
    /// With the mark of invention in both languages.
    pub name: Text,
    /// At `example.invalid`.
    pub email: String,
    /// The language of the person's pages and free text.
    pub language: Lang,
    /// GB 11643 with a right check digit, in the area codes 2299xx, which are not issued; nobody else in the region has
    /// it. Absent where the person did not give one, or has none.
    pub identity_number: Option<String>,
    /// The prefecture where the person lives, or wants to.
    pub place: PlaceCode,
    /// The kind of work, a row of `data/archetypes.tsv`: what a benchmark of matching may hold results against.
    pub archetype: String,
    /// By name, as a facts file writes them (`docs/packs.md`): a plain value, `{"value", "since", "source"}`,
    /// `{"none": true}`. What is not there is unknown.
    pub facts: Vec<(String, serde_json::Value)>,
}

impl DemoPerson {
    /// The fact of that name, as a facts file writes it.
    #[must_use]
    pub fn fact(&self, name: &str) -> Option<&serde_json::Value> {
        self.facts.iter().find(|(known, _)| known == name).map(|(_, value)| value)
    }

    /// `{"facts": {…}}`: what `wotu assess --facts` reads.
    #[must_use]
    pub fn facts_file(&self) -> serde_json::Value {
        let facts: serde_json::Map<String, serde_json::Value> = self.facts.iter().cloned().collect();
        serde_json::json!({ "facts": facts })
    }
}

/// What sort of organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize, Deserialize)]
#[serde(rename_all = "snake_case")]
pub enum OrganisationKind {
    /// A firm.
    Enterprise,
    /// A cooperative.
    Cooperative,
    /// A university.
    University,
    /// A research institute.
    Institute,
    /// A hospital or health centre.
    Hospital,
    /// A school or vocational college.
    School,
    /// A park or transfer centre.
    Park,
}

/// An invented organisation.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoOrganisation {
    /// From 0.
    pub index: u64,
    /// With the mark of invention in both languages; no two have the same.
    pub name: Text,
    /// What sort.
    pub kind: OrganisationKind,
    /// A value of the scheme `employer_kind`.
    pub employer_kind: String,
    /// A row of `data/sectors.tsv`.
    pub sector: String,
    /// The sector's name.
    pub sector_name: Text,
    /// GB 32100 with right check digits, in the area code 229900, which is not issued; no two have the same.
    pub credit_code: String,
    /// The prefecture of its seat.
    pub place: PlaceCode,
    /// How many people work there.
    pub employees: u32,
    /// What it does.
    pub description: Text,
    /// At `example.invalid`.
    pub email: String,
    /// At `example.invalid`.
    pub website: String,
}

/// Pay a month.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoPay {
    /// At least, in fen.
    pub low_fen: i64,
    /// At most, in fen.
    pub high_fen: i64,
}

/// A language and how well.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoLanguage {
    /// Two letters.
    pub language: String,
    /// A value of the scheme `language_level`.
    pub level: String,
}

/// An invented post.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize)]
pub struct DemoPost {
    /// From 0.
    pub index: u64,
    /// The index of its organisation, within the region's scale.
    pub organisation: u64,
    /// A row of `data/archetypes.tsv`.
    pub archetype: String,
    /// What it is called.
    pub title: Text,
    /// What it is.
    pub description: Text,
    /// CSCO 2022.
    pub csco: String,
    /// ISCO-08.
    pub isco: String,
    /// Where, at least one.
    pub places: Vec<PlaceCode>,
    /// Pay a month, where the organisation says it.
    pub pay: Option<DemoPay>,
    /// The least degree, a value of the scheme `degree`; none if none is asked.
    pub degree: Option<String>,
    /// Years of experience at least.
    pub years: u32,
    /// What one should know.
    pub skills: Vec<Text>,
    /// Which languages, beside Chinese.
    pub languages: Vec<DemoLanguage>,
    /// Whether full time.
    pub is_full_time: bool,
    /// How many are sought.
    pub openings: u32,
    /// The first day on which one may apply.
    pub opens: Date,
    /// The last day on which one may apply: about one in eight has closed before the region's day.
    pub closes: Date,
}
