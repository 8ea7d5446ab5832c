//! A person gives her resident identity number. It is checked (GB 11643), held against the birth date she gave, and kept
//! sealed with a blind index; nobody reads it back but masked.

use crate::{
    identity,
    model::{FactName, IdentityNumber, Said},
    store,
};
use jiff::civil::Date;
use platform::{
    acts::{Act, Context, Outcome, Records, Stop},
    permissions::{Grant, Role, Subject},
};
use serde::{Deserialize, Serialize, Serializer};
use utoipa::ToSchema;
use vocabulary::{Kind, Refusal};

/// Keeps one's identity number.
pub struct SetIdentityNumber;

/// The number. Written again it shows nothing, so that no fingerprint, log or answer holds it.
#[derive(Clone, Deserialize, ToSchema)]
#[serde(deny_unknown_fields)]
#[schema(as = people::GivenNumber)]
pub struct GivenNumber {
    /// Eighteen characters, GB 11643.
    pub number: String,
}

impl Serialize for GivenNumber {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        serializer.serialize_unit()
    }
}

impl std::fmt::Debug for GivenNumber {
    fn fmt(&self, f: &mut std::fmt::Formatter<'_>) -> std::fmt::Result {
        f.write_str("GivenNumber(…)")
    }
}

/// The number as it may be shown.
#[derive(Debug, Clone, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[schema(as = people::KeptNumber)]
pub struct KeptNumber {
    /// `2201**********123X`.
    pub masked: String,
}

impl Act for SetIdentityNumber {
    const NAME: &'static str = "people.set_identity_number";
    const SUMMARY: &'static str = "Keeps a person's own resident identity number, checked and sealed.";
    const WHO: &'static [Grant] = &[Grant::own(Role::Person)];
    const RECORDS: Records = &[];
    type Input = GivenNumber;
    type Output = KeptNumber;

    async fn run(cx: &mut Context<'_>, input: GivenNumber) -> Outcome<KeptNumber> {
        let Some(person) = cx.actor.person else {
            return Err(Refusal::new(Kind::Forbidden, "platform.forbidden").into());
        };
        cx.authorize(&Subject::of_person(person))?;
        let number = IdentityNumber::parse(&input.number, cx.today())?;

        let profile = store::profile(cx.db, crate::Holder::Person(person)).await?;
        let today = cx.today();
        agree(profile.as_of(today).said(&FactName::parse("birth_date", "birth_date")?), &number)?;
        let sealed = identity::seal(cx.vault(), cx.entropy(), person, &number)
            .map_err(|error| Stop::Internal(error.to_string()))?;
        if store::has_another(cx.db, person, &sealed.index).await? {
            return Err(Refusal::conflict("people.identity_number_taken").at("identity_number").into());
        }
        store::set_identity(cx.db, person, sealed).await?;

        cx.about(person);
        cx.emit("people.identity_number_set", person, &())?;
        Ok(KeptNumber { masked: number.masked() })
    }
}

/// The birth date that the person gave and the one in the number are one, or one of them is wrong.
fn agree(birth_date: &Said, number: &IdentityNumber) -> Result<(), Refusal> {
    let told = birth_date.as_text().and_then(|text| text.parse::<Date>().ok());
    match told {
        Some(told) if told != number.birth_date() => {
            let refusal = Refusal::invalid("people.identity_number_contradicts", "identity_number");
            Err(refusal.with("told", told).with("in_number", number.birth_date()))
        }
        _ => Ok(()),
    }
}
