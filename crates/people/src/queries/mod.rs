//! What can be asked about people and their facts.

mod history;
mod identity;
mod profile;
mod statement;

pub use history::{History, HistoryView};
pub use identity::{Identity, IdentityView};
pub use profile::{FactView, OfWhom, ProfileQuery, ProfileView};
pub use statement::StatementView;

use crate::{Holder, model::Profile, store};
use platform::acts::{Looking, Outcome};
use vocabulary::{Kind, PersonId, Refusal};

/// Whom a query is about: whoever it names, else the caller's own person or visit. Checked before anything is read.
fn holder(cx: &Looking<'_>, named: Option<PersonId>) -> Outcome<Holder> {
    let holder = named.map(Holder::Person).or_else(|| Holder::of(cx.actor));
    let Some(holder) = holder else {
        return Err(Refusal::new(Kind::SignInFirst, "platform.sign_in_first").into());
    };
    cx.authorize(&holder.subject())?;
    Ok(holder)
}

/// The name of a person, who must be there; a visit has none.
async fn name(cx: &mut Looking<'_>, holder: Holder) -> Outcome<Option<String>> {
    let Some(person) = holder.person() else { return Ok(None) };
    match store::name(cx.db, person).await? {
        Some(name) => Ok(Some(name)),
        None => Err(Refusal::not_found("people.no_such_person").at("person").into()),
    }
}

/// The name, and everything ever said, of whomever a query is about.
async fn whole_profile(cx: &mut Looking<'_>, named: Option<PersonId>) -> Outcome<(Option<String>, Profile)> {
    let holder = holder(cx, named)?;
    Ok((name(cx, holder).await?, store::profile(cx.db, holder).await?))
}
