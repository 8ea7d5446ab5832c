//! The organisations, for officers: with the credit code masked, to be held against the licence.

use super::Shown;
use crate::store;
use platform::{
    acts::{Looking, Outcome, Query},
    permissions::{Columns, Grant, Role},
};
use serde::{Deserialize, Serialize};
use utoipa::{IntoParams, ToSchema};
use vocabulary::{OrganisationId, Refusal};

/// The most of one page.
pub const LIMIT: u32 = 50;

/// The query.
pub struct ListOrganisations;

/// Which page.
#[derive(Debug, Default, Deserialize, IntoParams)]
#[serde(default, deny_unknown_fields)]
pub struct Input {
    /// The last id of the page before; none for the first page.
    #[param(value_type = Option<String>)]
    pub after: Option<OrganisationId>,
    /// Only those that are `registered`, `verified` or `closed`.
    pub standing: Option<String>,
}

/// A page.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ListedOrganisations)]
pub struct Output {
    /// At most fifty, in the order of their registration.
    pub organisations: Vec<Item>,
    /// What to give as `after` for the next page; none on the last.
    #[schema(value_type = Option<String>)]
    pub next: Option<OrganisationId>,
}

/// One of the list.
#[derive(Debug, Serialize, ToSchema)]
#[schema(as = ListedOrganisation)]
pub struct Item {
    /// What everybody may see.
    #[serde(flatten)]
    pub shown: Shown,
    /// The first two and the last two characters of the credit code, if it has one.
    pub credit_code_masked: Option<String>,
}

impl Query for ListOrganisations {
    const NAME: &'static str = "organisations.list";
    const SUMMARY: &'static str = "Organisations by registration, fifty a page; an employer sees its own.";
    const WHO: &'static [Grant] = &[Grant::any(Role::Officer), Grant::own_organisation(Role::Employer)];
    type Input = Input;
    type Output = Output;

    async fn run(cx: &mut Looking<'_>, input: Input) -> Outcome<Output> {
        let standing = match input.standing.as_deref().filter(|word| !word.is_empty()) {
            None => None,
            Some(word) => Some(
                ["registered", "verified", "closed"]
                    .into_iter()
                    .find(|known| *known == word)
                    .ok_or_else(|| Refusal::invalid("organisations.standing_unknown", "standing"))?,
            ),
        };
        let filter = cx.filter(Columns { organisation: Some("id"), ..Columns::default() }, 3);
        let mut rows = store::list(cx.db, input.after, standing, filter, LIMIT + 1).await?;
        let limit = usize::try_from(LIMIT).unwrap_or(usize::MAX);
        let has_more = rows.len() > limit;
        rows.truncate(limit);
        let mut organisations = Vec::with_capacity(rows.len());
        for row in &rows {
            let code = if row.has_credit_code {
                store::credit_code(cx.db, cx.app.vault(), row.organisation.id).await?
            } else {
                None
            };
            organisations.push(Item {
                shown: Shown::of(&row.organisation),
                credit_code_masked: code.map(|code| code.masked()),
            });
        }
        let next = organisations.last().map(|item| item.shown.id).filter(|_| has_more);
        Ok(Output { organisations, next })
    }
}
