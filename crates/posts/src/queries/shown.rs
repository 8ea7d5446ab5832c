//! A post as answers show it.

use crate::model::{Details, Pay, Post, State};
use organisations::{model::Wording, queries::Names};
use serde::Serialize;
use std::collections::HashMap;
use utoipa::ToSchema;
use vocabulary::{OrganisationId, PlaceCode, PostId};

/// What a post pays.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ShownPay {
    /// The least, in minor units.
    pub from_minor: i64,
    /// The most, in minor units.
    pub to_minor: i64,
    /// ISO 4217.
    pub currency: &'static str,
    /// `month` or `year`.
    pub per: &'static str,
}

impl From<&Pay> for ShownPay {
    fn from(pay: &Pay) -> Self {
        Self {
            from_minor: pay.from().minor,
            to_minor: pay.to().minor,
            currency: pay.currency().code(),
            per: pay.per().id(),
        }
    }
}

/// Whose a post is.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct Employer {
    /// Its id.
    #[schema(value_type = String)]
    pub id: OrganisationId,
    /// Its name.
    pub name: Names,
}

/// A post in a list.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ListedPost {
    /// Its id.
    #[schema(value_type = String)]
    pub id: PostId,
    /// The employer's own number.
    pub reference: Option<String>,
    /// Whose it is.
    pub organisation: Employer,
    /// The title.
    pub title: Names,
    /// Where the work is.
    #[schema(value_type = String)]
    pub place: PlaceCode,
    /// What it pays, if said.
    pub pay: Option<ShownPay>,
    /// The least degree asked, if one is.
    pub degree: Option<&'static str>,
    /// The kind of employment, if said.
    pub employment_type: Option<&'static str>,
    /// 职业分类大典 2022.
    pub csco_code: Option<String>,
    /// ISCO-08.
    pub isco_code: Option<String>,
    /// Skills asked for.
    pub skills: Vec<String>,
    /// `draft`, `published` or `closed`.
    pub state: &'static str,
    /// The day it was published, if it was.
    pub published_on: Option<String>,
    /// The first day for applying, if it is not that of publication.
    pub opens: Option<String>,
    /// The last day for applying.
    pub closes: String,
    /// The post itself, for pages.
    #[serde(skip)]
    #[schema(ignore)]
    pub post: Post,
}

impl ListedPost {
    /// Of a post, with the name of its organisation.
    #[must_use]
    pub fn of(post: Post, organisation: Names) -> Self {
        let details = &post.details;
        let (state, published_on) = match post.state {
            State::Draft { .. } => ("draft", None),
            State::Published { on } => ("published", Some(on)),
            State::Closed { published_on, .. } => ("closed", Some(published_on)),
        };
        Self {
            id: post.id,
            reference: details.reference.clone(),
            organisation: Employer { id: post.organisation, name: organisation },
            title: Names::from(&details.title),
            place: details.place.clone(),
            pay: details.pay.as_ref().map(ShownPay::from),
            degree: details.degree.map(crate::model::Degree::id),
            employment_type: details.employment_type.map(crate::model::EmploymentType::id),
            csco_code: details.csco.as_ref().map(ToString::to_string),
            isco_code: details.isco.as_ref().map(ToString::to_string),
            skills: details.skills.clone(),
            state,
            published_on: published_on.map(|on| on.to_string()),
            opens: details.opens.map(|on| on.to_string()),
            closes: details.closes.to_string(),
            post,
        }
    }

    /// Of posts, with the names of their organisations.
    pub(crate) fn all(posts: Vec<Post>, names: &HashMap<OrganisationId, Wording>) -> Vec<Self> {
        posts
            .into_iter()
            .map(|post| {
                let name = names.get(&post.organisation).map_or(Names { zh: None, en: None }, Names::from);
                Self::of(post, name)
            })
            .collect()
    }
}

/// A post with all that it says.
#[derive(Debug, Clone, Serialize, ToSchema)]
pub struct ShownPost {
    /// What lists show of it.
    #[serde(flatten)]
    pub listed: ListedPost,
    /// What is to be done, for whom, under what conditions.
    pub description: Names,
    /// How many are looked for, if said.
    pub places_count: Option<u32>,
    /// Months of experience asked for, if said; 0 is "none needed".
    pub experience_months: Option<u16>,
    /// Languages asked for: `en:B2`, `ja`.
    pub languages: Vec<String>,
    /// Licences and certificates asked for.
    pub licences: Vec<String>,
}

impl ShownPost {
    /// Of a post, with the name of its organisation.
    #[must_use]
    pub fn of(post: Post, organisation: Names) -> Self {
        let Details { description, places_count, experience_months, languages, licences, .. } = &post.details;
        Self {
            description: Names::from(description),
            places_count: places_count.map(std::num::NonZeroU32::get),
            experience_months: *experience_months,
            languages: languages.iter().map(ToString::to_string).collect(),
            licences: licences.clone(),
            listed: ListedPost::of(post, organisation),
        }
    }
}
