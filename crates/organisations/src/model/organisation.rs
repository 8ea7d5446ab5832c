//! An organisation: what it says of itself, and where it stands.

use super::{CreditCode, IndustryCode, Standing, Wording};
use jiff::civil::Date;
use vocabulary::{AccountId, OrganisationId, PlaceCode, Refusal};

/// What kind of organisation.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum OrganisationKind {
    /// A firm or other employer.
    Employer,
    /// A university or college.
    University,
    /// A research institute or hospital.
    Institute,
    /// A park, incubator or development zone.
    Park,
}

impl OrganisationKind {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 4] = [Self::Employer, Self::University, Self::Institute, Self::Park];

    /// The word in tables, files and URLs.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Employer => "employer",
            Self::University => "university",
            Self::Institute => "institute",
            Self::Park => "park",
        }
    }

    /// The kind of that word.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|kind| kind.id() == id)
    }

    /// The key of its name in the text files.
    #[must_use]
    pub const fn text_key(self) -> &'static str {
        match self {
            Self::Employer => "organisations-kind-employer",
            Self::University => "organisations-kind-university",
            Self::Institute => "organisations-kind-institute",
            Self::Park => "organisations-kind-park",
        }
    }
}

/// How many work there. Bands of headcount only: what counts as a small enterprise depends on industry and turnover
/// too, and is for a policy pack to say.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Headcount {
    /// 1 to 9.
    UpTo9,
    /// 10 to 49.
    UpTo49,
    /// 50 to 249.
    UpTo249,
    /// 250 to 999.
    UpTo999,
    /// 1,000 or more.
    From1000,
}

impl Headcount {
    /// All, in rising order.
    pub const ALL: [Self; 5] = [Self::UpTo9, Self::UpTo49, Self::UpTo249, Self::UpTo999, Self::From1000];

    /// The word in tables and files.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::UpTo9 => "1-9",
            Self::UpTo49 => "10-49",
            Self::UpTo249 => "50-249",
            Self::UpTo999 => "250-999",
            Self::From1000 => "1000+",
        }
    }

    /// The band of that word.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|band| band.id() == id)
    }

    /// The band of so many people; nobody at all is no band.
    #[must_use]
    pub const fn of(people: u64) -> Option<Self> {
        match people {
            0 => None,
            1..=9 => Some(Self::UpTo9),
            10..=49 => Some(Self::UpTo49),
            50..=249 => Some(Self::UpTo249),
            250..=999 => Some(Self::UpTo999),
            _ => Some(Self::From1000),
        }
    }
}

/// What an organisation says of itself.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    /// What kind it is.
    pub kind: OrganisationKind,
    /// Its name.
    pub name: Wording,
    /// Its unified social credit code; `None` where the region's organisations have none.
    pub credit_code: Option<CreditCode>,
    /// Where it has its seat.
    pub place: PlaceCode,
    /// Its industry, if it said.
    pub industry: Option<IndustryCode>,
    /// How many work there, if it said.
    pub headcount: Option<Headcount>,
    /// What it does, in its own words.
    pub description: Option<Wording>,
}

/// An organisation of the programme.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Organisation {
    /// Its id.
    pub id: OrganisationId,
    /// What it says of itself.
    pub details: Details,
    /// Where it stands.
    pub standing: Standing,
}

impl Organisation {
    /// A new organisation, registered on a day.
    #[must_use]
    pub const fn register(id: OrganisationId, details: Details, on: Date) -> Self {
        Self { id, details, standing: Standing::Registered { on } }
    }

    /// An officer verifies it. See [`Standing::verify`].
    ///
    /// # Errors
    /// Those of [`Standing::verify`].
    pub fn verify(self, on: Date, by: AccountId) -> Result<Self, Refusal> {
        Ok(Self { standing: self.standing.verify(on, by)?, ..self })
    }

    /// It is closed. See [`Standing::close`].
    ///
    /// # Errors
    /// Those of [`Standing::close`].
    pub fn close(self, on: Date) -> Result<Self, Refusal> {
        Ok(Self { standing: self.standing.close(on)?, ..self })
    }

    /// It says otherwise of itself. If what an officer verified changes (kind, names, credit code), it must be verified
    /// again: it is then registered as of the day it first was.
    ///
    /// # Errors
    /// `organisations.closed` if it is.
    pub fn revise(self, details: Details) -> Result<Self, Refusal> {
        let is_same =
            |a: &Details, b: &Details| a.kind == b.kind && a.name == b.name && a.credit_code == b.credit_code;
        let standing = match self.standing {
            Standing::Closed { on, .. } => {
                return Err(Refusal::conflict("organisations.closed").with("on", on));
            }
            Standing::Verified { registered_on, .. } if !is_same(&self.details, &details) => {
                Standing::Registered { on: registered_on }
            }
            unchanged => unchanged,
        };
        Ok(Self { details, standing, ..self })
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Entered;
    use jiff::civil::date;
    use uuid::Uuid;

    fn verified() -> Organisation {
        let details = Entered {
            kind: "employer".into(),
            name_zh: "长春沃野农机（虚构）有限公司".into(),
            place: "220100".into(),
            ..Entered::default()
        };
        Organisation::register(
            OrganisationId::new(Uuid::from_u128(5)),
            details.parse().unwrap(),
            date(2026, 1, 5),
        )
        .verify(date(2026, 1, 6), AccountId::new(Uuid::from_u128(1)))
        .unwrap()
    }

    #[test]
    fn a_changed_name_must_be_verified_again() {
        let organisation = verified();
        let mut details = organisation.details.clone();
        details.name = Wording::from_parts(Some("四平沃野（虚构）".into()), None).unwrap();
        let revised = organisation.revise(details).unwrap();
        assert_eq!(revised.standing, Standing::Registered { on: date(2026, 1, 5) });
    }

    #[test]
    fn a_changed_description_leaves_it_verified() {
        let organisation = verified();
        let standing = organisation.standing;
        let mut details = organisation.details.clone();
        details.description = Wording::from_parts(None, Some("Farm machinery (invented)".into()));
        assert_eq!(organisation.revise(details).unwrap().standing, standing);
    }

    #[test]
    fn a_closed_organisation_is_not_revised() {
        let closed = verified().close(date(2026, 2, 1)).unwrap();
        let details = closed.details.clone();
        assert_eq!(closed.revise(details).unwrap_err().code, "organisations.closed");
    }

    #[test]
    fn every_word_reads_back() {
        for kind in OrganisationKind::ALL {
            assert_eq!(OrganisationKind::from_id(kind.id()), Some(kind));
        }
        for band in Headcount::ALL {
            assert_eq!(Headcount::from_id(band.id()), Some(band));
        }
        assert_eq!(
            [0, 9, 10, 249, 1000].map(Headcount::of),
            [
                None,
                Some(Headcount::UpTo9),
                Some(Headcount::UpTo49),
                Some(Headcount::UpTo249),
                Some(Headcount::From1000)
            ]
        );
    }
}
