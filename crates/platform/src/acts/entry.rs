//! An act or query as one value among many: what the registry, the API and the command line hold of it.

use super::{Act, IdempotencyKey, Outcome, Query, Records, ask, context::denied, run};
use crate::{
    app::App,
    permissions::{Actor, Grant, may_try},
};
use futures_util::future::BoxFuture;
use serde::de::DeserializeOwned;
use serde_json::Value;
use utoipa::{
    IntoParams, PartialSchema, ToSchema,
    openapi::{RefOr, Schema, path::Parameter, path::ParameterIn},
};
use vocabulary::{Kind, Refusal};

type Named = Vec<(String, RefOr<Schema>)>;
type Door = fn(App, Actor, Value, Option<IdempotencyKey>) -> BoxFuture<'static, Outcome<Value>>;
type Window = fn(App, Actor, String) -> BoxFuture<'static, Outcome<Value>>;

/// An act among others.
#[derive(Clone, Copy)]
pub struct ActEntry {
    /// `capability.verb_noun`.
    pub name: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// Who may.
    pub who: &'static [Grant],
    /// What the audit log keeps.
    pub records: Records,
    /// Runs it on JSON.
    pub run: Door,
    /// The form of its input.
    pub input: fn() -> RefOr<Schema>,
    /// The form of its output.
    pub output: fn() -> RefOr<Schema>,
    /// The forms that those two name.
    pub schemas: fn(&mut Named),
}

impl ActEntry {
    /// Of an act.
    #[must_use]
    pub const fn of<A: Act>() -> Self {
        Self {
            name: A::NAME,
            summary: A::SUMMARY,
            who: A::WHO,
            records: A::RECORDS,
            run: |app, actor, input, key| {
                Box::pin(async move {
                    // Before the input is read: its mistakes are not for strangers.
                    admit(&actor, A::WHO)?;
                    let input = read::<A::Input>(input)?;
                    write(&run::<A>(&app, &actor, input, key).await?)
                })
            },
            input: <A::Input as PartialSchema>::schema,
            output: <A::Output as PartialSchema>::schema,
            schemas: |into| {
                <A::Input as ToSchema>::schemas(into);
                <A::Output as ToSchema>::schemas(into);
            },
        }
    }
}

/// A query among others.
#[derive(Clone, Copy)]
pub struct QueryEntry {
    /// `capability.noun`.
    pub name: &'static str,
    /// One sentence.
    pub summary: &'static str,
    /// Who may.
    pub who: &'static [Grant],
    /// Runs it on the part of an address behind `?`.
    pub run: Window,
    /// Its parameters.
    pub parameters: fn() -> Vec<Parameter>,
    /// The form of its output.
    pub output: fn() -> RefOr<Schema>,
    /// The forms that that one names.
    pub schemas: fn(&mut Named),
}

impl QueryEntry {
    /// Of a query.
    #[must_use]
    pub const fn of<Q: Query>() -> Self {
        Self {
            name: Q::NAME,
            summary: Q::SUMMARY,
            who: Q::WHO,
            run: |app, actor, query| {
                Box::pin(async move {
                    admit(&actor, Q::WHO)?;
                    let input = from_query::<Q::Input>(&query)?;
                    write(&ask::<Q>(&app, &actor, input).await?)
                })
            },
            parameters: || Q::Input::into_params(|| Some(ParameterIn::Query)),
            output: <Q::Output as PartialSchema>::schema,
            schemas: |into| <Q::Output as ToSchema>::schemas(into),
        }
    }
}

/// Whether the actor may try at all.
///
/// # Errors
/// `platform.sign_in_first` or `platform.forbidden`.
pub(crate) fn admit(actor: &Actor, who: &[Grant]) -> Result<(), Refusal> {
    if may_try(actor, who) { Ok(()) } else { Err(denied(actor)) }
}

/// Reads the part of an address behind `?`.
pub(crate) fn from_query<T: DeserializeOwned>(query: &str) -> Outcome<T> {
    let refused = |kind, detail: String| Refusal::new(kind, "platform.query_form").with("detail", detail);
    // An empty parameter is neither a value nor none: a day of "" would be taken for today.
    if let Some(name) = query.split('&').find_map(|pair| pair.strip_suffix('=')) {
        return Err(refused(Kind::Invalid, format!("`{name}` is empty; leave it out")).at(name).into());
    }
    let uri = format!("/?{query}").parse();
    let uri = uri.map_err(|_| refused(Kind::BadRequest, "not an address".to_owned()))?;
    match axum_extra::extract::Query::<T>::try_from_uri(&uri) {
        Ok(axum_extra::extract::Query(input)) => Ok(input),
        Err(error) => Err(refused(Kind::Invalid, error.body_text()).into()),
    }
}

fn read<T: DeserializeOwned>(input: Value) -> Outcome<T> {
    // serde names the place and what was expected: a program's author needs exactly that.
    T::deserialize(input)
        .map_err(|error| Refusal::new(Kind::Invalid, "platform.input_form").with("detail", error).into())
}

fn write<T: serde::Serialize>(output: &T) -> Outcome<Value> {
    serde_json::to_value(output).map_err(|error| super::Stop::Internal(error.to_string()))
}
