//! A pack and its versions as they are listed and read.

use super::Words;
use jiff::civil::Date;
use rules::pack::{Citation, Gap, InForce, Measure, Pack, Version};
use serde::Serialize;
use utoipa::ToSchema;

/// Whether a version applies on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = policies::Standing)]
pub enum Standing {
    /// It does.
    InForce,
    /// It did on earlier days; whether it still does was not read.
    NotRead,
    /// A later version of its family took its place.
    Superseded,
    /// It ended.
    Ended,
    /// It begins later.
    ToCome,
}

impl Standing {
    /// Of a version of a pack on a day, as far as can be known on it.
    #[must_use]
    pub fn of(pack: &Pack, version: &Version, on: Date) -> Self {
        let chosen = pack.in_force(on, on).iter().any(|other| other.id == version.id);
        if chosen && pack.not_read_since(version, on, on).is_some() {
            Self::NotRead
        } else if chosen {
            Self::InForce
        } else if on < version.in_force.from || on < version.known_from {
            Self::ToCome
        } else if version.in_force.until.is_some_and(|until| until <= on) {
            Self::Ended
        } else {
            Self::Superseded
        }
    }
}

/// When a version applies.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = policies::InForce)]
pub struct InForceReading {
    /// The first day.
    #[schema(value_type = String, format = Date)]
    pub from: Date,
    /// The day after the last.
    #[schema(value_type = Option<String>, format = Date)]
    pub until: Option<Date>,
    /// From this day on it was not read whether it still applies.
    #[schema(value_type = Option<String>, format = Date)]
    pub after_not_read: Option<Date>,
}

impl From<InForce> for InForceReading {
    fn from(dates: InForce) -> Self {
        Self { from: dates.from, until: dates.until, after_not_read: dates.after_not_read }
    }
}

/// What was not read, so that nobody takes its absence for "no".
#[derive(Debug, Clone, PartialEq, Eq, Serialize, serde::Deserialize, ToSchema)]
#[schema(as = policies::Gap)]
pub struct GapReading {
    /// Its id within the version or measure.
    pub id: String,
    /// Which articles.
    pub article: Option<String>,
    /// What is not known.
    pub note: Words,
}

impl From<&Gap> for GapReading {
    fn from(gap: &Gap) -> Self {
        Self { id: gap.id.clone(), article: gap.article.clone(), note: (&gap.note).into() }
    }
}

/// A source, with how well it is known.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = policies::Source)]
pub struct SourceReading {
    /// As conditions and measures cite it.
    pub id: String,
    /// `L` law read in full, `O` official excerpt, `S` secondary, `D` derived by arithmetic or comparison.
    pub mark: String,
    /// What it is.
    pub text: String,
    /// Where it stands.
    #[serde(rename = "where")]
    pub place: String,
    /// When it was read.
    #[schema(value_type = Option<String>, format = Date)]
    pub read_on: Option<Date>,
}

impl From<&Citation> for SourceReading {
    fn from(source: &Citation) -> Self {
        Self {
            id: source.id.clone(),
            mark: format!("{:?}", source.mark),
            text: source.text.clone(),
            place: source.place.clone(),
            read_on: source.read_on,
        }
    }
}

/// A version in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = policies::VersionSummary)]
pub struct VersionSummary {
    /// Its id within the pack.
    pub id: String,
    /// Versions of one family follow one another.
    pub family: String,
    /// The instrument's name.
    pub title: Words,
    /// What people call it.
    pub short: Words,
    /// The instrument's number.
    pub number: Option<String>,
    /// When it was issued.
    #[schema(value_type = Option<String>, format = Date)]
    pub issued: Option<Date>,
    /// When it applies.
    pub in_force: InForceReading,
    /// From when on it could be known.
    #[schema(value_type = String, format = Date)]
    pub known_from: Date,
    /// The instrument's language, two letters.
    pub language: String,
    /// How it stands today.
    pub standing: Standing,
    /// How many measures it has.
    pub measures: usize,
}

impl VersionSummary {
    /// Of a version, as it stands on a day.
    #[must_use]
    pub fn of(pack: &Pack, version: &Version, today: Date) -> Self {
        Self {
            id: version.id.clone(),
            family: version.family.clone(),
            title: (&version.title).into(),
            short: (&version.short).into(),
            number: version.number.clone(),
            issued: version.issued,
            in_force: version.in_force.into(),
            known_from: version.known_from,
            language: version.language.clone(),
            standing: Standing::of(pack, version, today),
            measures: version.measures.len(),
        }
    }
}

/// A pack in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = policies::PackSummary)]
pub struct PackSummary {
    /// Its name.
    pub id: String,
    /// For people.
    pub title: Words,
    /// Where it applies: GB/T 2260 or ISO 3166.
    pub place: String,
    /// ISO 4217.
    pub currency: String,
    /// SHA-256 over its files: which pack exactly.
    pub fingerprint: String,
    /// Its versions, in the order of the pack.
    pub versions: Vec<VersionSummary>,
}

impl PackSummary {
    /// Of a pack, as its versions stand on a day.
    #[must_use]
    pub fn of(pack: &Pack, today: Date) -> Self {
        Self {
            id: pack.id.clone(),
            title: (&pack.title).into(),
            place: pack.place.to_string(),
            currency: pack.currency.to_string(),
            fingerprint: pack.fingerprint().to_owned(),
            versions: pack.versions.iter().map(|version| VersionSummary::of(pack, version, today)).collect(),
        }
    }
}

/// A measure in a list.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = policies::MeasureHead)]
pub struct MeasureHead {
    /// The same in each version of a family.
    pub id: String,
    /// For people.
    pub title: Words,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// `money`, `housing`, `residence`, `schooling`, `employment`, `title`, `service`, `loan` or `prize`.
    pub kind: String,
    /// In plain words.
    pub summary: Option<Words>,
}

impl From<&Measure> for MeasureHead {
    fn from(measure: &Measure) -> Self {
        Self {
            id: measure.id.clone(),
            title: (&measure.title).into(),
            article: measure.article.clone(),
            kind: measure.kind.as_str().to_owned(),
            summary: measure.summary.as_ref().map(Words::from),
        }
    }
}

/// A version as it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = policies::Version)]
pub struct VersionReading {
    /// As in a list.
    #[serde(flatten)]
    pub summary: VersionSummary,
    /// The ids of its sources.
    pub sources: Vec<String>,
    /// What was not read.
    pub gaps: Vec<GapReading>,
    /// Its measures, in the order of the instrument.
    #[serde(rename = "measure_list")]
    pub measures: Vec<MeasureHead>,
}

/// A pack as it is read.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
#[schema(as = policies::Pack)]
pub struct PackReading {
    /// Its name.
    pub id: String,
    /// For people.
    pub title: Words,
    /// Where it applies: GB/T 2260 or ISO 3166.
    pub place: String,
    /// ISO 4217.
    pub currency: String,
    /// SHA-256 over its files: which pack exactly.
    pub fingerprint: String,
    /// Its versions, in the order of the pack.
    pub versions: Vec<VersionReading>,
    /// What it cites.
    pub sources: Vec<SourceReading>,
}

impl PackReading {
    /// Of a pack, as its versions stand on a day.
    #[must_use]
    pub fn of(pack: &Pack, today: Date) -> Self {
        let version = |version: &Version| VersionReading {
            summary: VersionSummary::of(pack, version, today),
            sources: version.sources.clone(),
            gaps: version.gaps.iter().map(GapReading::from).collect(),
            measures: version.measures.iter().map(MeasureHead::from).collect(),
        };
        Self {
            id: pack.id.clone(),
            title: (&pack.title).into(),
            place: pack.place.to_string(),
            currency: pack.currency.to_string(),
            fingerprint: pack.fingerprint().to_owned(),
            versions: pack.versions.iter().map(version).collect(),
            sources: pack.sources.iter().map(SourceReading::from).collect(),
        }
    }
}
