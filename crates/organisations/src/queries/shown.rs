//! An organisation as answers show it: to everybody, without its credit code.

use crate::model::{Organisation, Standing, Wording};
use serde::Serialize;
use utoipa::ToSchema;
use vocabulary::{Lang, OrganisationId, PlaceCode};

/// A text in the languages in which it was given.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, ToSchema)]
pub struct Names {
    /// In Chinese, if it was given.
    pub zh: Option<String>,
    /// In English, if it was given.
    pub en: Option<String>,
}

impl Names {
    /// The text in `lang` if there is one, else the other, with the language it is in.
    #[must_use]
    pub fn get(&self, lang: Lang) -> (&str, Lang) {
        let zh = self.zh.as_deref().map(|text| (text, Lang::Zh));
        let en = self.en.as_deref().map(|text| (text, Lang::En));
        let found = match lang {
            Lang::Zh => zh.or(en),
            Lang::En => en.or(zh),
        };
        found.unwrap_or(("", lang))
    }
}

impl From<&Wording> for Names {
    fn from(wording: &Wording) -> Self {
        Self { zh: wording.zh().map(str::to_owned), en: wording.en().map(str::to_owned) }
    }
}

/// An organisation's public face.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = ShownOrganisation)]
pub struct Shown {
    /// Its id.
    #[schema(value_type = String)]
    pub id: OrganisationId,
    /// `employer`, `university`, `institute` or `park`.
    pub kind: &'static str,
    /// Its name.
    pub name: Names,
    /// Its seat.
    #[schema(value_type = String)]
    pub place: PlaceCode,
    /// GB/T 4754, if it said.
    pub industry: Option<String>,
    /// The band of headcount, if it said.
    pub headcount: Option<&'static str>,
    /// What it does, if it said.
    pub description: Option<Names>,
    /// `registered`, `verified` or `closed`.
    pub standing: &'static str,
    /// The day it registered.
    pub registered_on: String,
    /// The day an officer verified it, if one did.
    pub verified_on: Option<String>,
    /// The day it was closed, if it was.
    pub closed_on: Option<String>,
}

impl Shown {
    /// Of an organisation.
    #[must_use]
    pub fn of(organisation: &Organisation) -> Self {
        let details = &organisation.details;
        let (standing, registered_on, verification, closed_on) = match organisation.standing {
            Standing::Registered { on } => ("registered", on, None, None),
            Standing::Verified { registered_on, verification } => {
                ("verified", registered_on, Some(verification), None)
            }
            Standing::Closed { registered_on, verification, on } => {
                ("closed", registered_on, verification, Some(on))
            }
        };
        Self {
            id: organisation.id,
            kind: details.kind.id(),
            name: Names::from(&details.name),
            place: details.place.clone(),
            industry: details.industry.as_ref().map(ToString::to_string),
            headcount: details.headcount.map(crate::model::Headcount::id),
            description: details.description.as_ref().map(Names::from),
            standing,
            registered_on: registered_on.to_string(),
            verified_on: verification.map(|verification| verification.on.to_string()),
            closed_on: closed_on.map(|on| on.to_string()),
        }
    }
}
