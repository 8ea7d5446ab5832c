//! One version of a pack by itself, as if it were in force always: what would have been, or would be, under it.

use crate::pack::{InForce, Pack};
use jiff::civil::Date;

/// The pack with this version alone, in force on every day. Its parameters keep their dates, and what could not be known by
/// a day is not known by it. Nothing if there is no such version.
#[must_use]
pub fn only_version(pack: &Pack, version: &str) -> Option<Pack> {
    let mut only = pack.clone();
    only.versions.retain(|other| other.id == version);
    let kept = only.versions.first_mut()?;
    kept.in_force = InForce { from: Date::MIN, until: None, after_not_read: None };
    kept.known_from = Date::MIN;
    Some(only)
}
