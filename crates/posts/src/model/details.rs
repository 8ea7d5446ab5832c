//! What a post says, checked. Whatever an employer did not say is absent, and never taken for "none".

use super::{CscoCode, Degree, EmploymentType, IscoCode, LanguageRequirement, Pay};
use jiff::civil::Date;
use organisations::model::Wording;
use std::num::NonZeroU32;
use vocabulary::PlaceCode;

/// What a post says.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Details {
    /// The employer's own number of the post; unique in its organisation.
    pub reference: Option<String>,
    /// The title.
    pub title: Wording,
    /// What is to be done, for whom, under what conditions.
    pub description: Wording,
    /// The national occupation (职业分类大典 2022).
    pub csco: Option<CscoCode>,
    /// The occupation by ISCO-08.
    pub isco: Option<IscoCode>,
    /// Where the work is.
    pub place: PlaceCode,
    /// How many are looked for, if said.
    pub places_count: Option<NonZeroU32>,
    /// What it pays, if said.
    pub pay: Option<Pay>,
    /// The least degree asked for, if one is.
    pub degree: Option<Degree>,
    /// Months of experience asked for, if said; 0 is "none needed".
    pub experience_months: Option<u16>,
    /// Skills asked for, in the employer's words and order, none twice.
    pub skills: Vec<String>,
    /// Languages asked for.
    pub languages: Vec<LanguageRequirement>,
    /// Licences and certificates asked for.
    pub licences: Vec<String>,
    /// The kind of employment, if said.
    pub employment_type: Option<EmploymentType>,
    /// The first day on which people may apply; from publication on, if absent.
    pub opens: Option<Date>,
    /// The last day on which people may apply.
    pub closes: Date,
}
