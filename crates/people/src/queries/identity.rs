//! A person's identity number, masked: enough to recognise one's own, too little for anybody else.

use super::{OfWhom, holder, name};
use crate::{identity, store};
use platform::{
    acts::{Looking, Outcome, Query, Stop},
    permissions::{Grant, Role},
};
use serde::Serialize;
use utoipa::ToSchema;

/// An identity number.
pub struct Identity;

/// As it may be shown.
#[derive(Debug, Clone, Serialize, ToSchema)]
#[schema(as = people::Identity)]
pub struct IdentityView {
    /// `2201**********123X`; absent if none was given.
    pub masked: Option<String>,
}

impl Query for Identity {
    const NAME: &'static str = "people.identity";
    const SUMMARY: &'static str = "A person's resident identity number, masked.";
    const WHO: &'static [Grant] = &[Grant::own(Role::Person), Grant::any(Role::Officer)];
    type Input = OfWhom;
    type Output = IdentityView;

    async fn run(cx: &mut Looking<'_>, input: OfWhom) -> Outcome<IdentityView> {
        let holder = holder(cx, input.person)?;
        name(cx, holder).await?;
        let Some(person) = holder.person() else { return Ok(IdentityView { masked: None }) };
        let Some(sealed) = store::identity(cx.db, person).await? else {
            return Ok(IdentityView { masked: None });
        };
        let number = identity::open(cx.vault(), person, &sealed, cx.today())
            .map_err(|error| Stop::Internal(error.to_string()))?;
        Ok(IdentityView { masked: number.map(|number| number.masked()) })
    }
}
