//! How an identity number is sealed and found again: one place for the field's name that binds seal and index.

use crate::{model::IdentityNumber, store::Identity};
use jiff::civil::Date;
use platform::{
    clock::Entropy,
    vault::{Vault, VaultError},
};
use vocabulary::PersonId;

const FIELD: &str = "people.identity_number";

/// Seals a person's number.
pub(crate) fn seal(
    vault: &Vault,
    entropy: &Entropy,
    person: PersonId,
    number: &IdentityNumber,
) -> Result<Identity, VaultError> {
    Ok(Identity {
        sealed: vault.seal(number.reveal(), FIELD, &person.to_string(), entropy)?,
        index: vault.index(number.reveal(), FIELD),
    })
}

/// Takes a person's number out again. `None` if what was sealed is no number any more, which no act could have caused.
pub(crate) fn open(
    vault: &Vault,
    person: PersonId,
    sealed: &str,
    today: Date,
) -> Result<Option<IdentityNumber>, VaultError> {
    let plain = vault.open(sealed, FIELD, &person.to_string())?;
    Ok(IdentityNumber::parse(&plain, today).ok())
}
