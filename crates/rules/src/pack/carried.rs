//! What goes on from an earlier version, as far as anybody read: measures that its successor does not restate, and the day
//! from which a version itself was not read to apply.

use super::{Measure, Pack, Version};
use jiff::civil::Date;
use std::cmp::Reverse;

/// A measure of an earlier version that no later one of its family restates. Whether it still applies was not read: it is
/// assessed, and never *yes*.
#[derive(Debug, Clone, Copy)]
pub struct Carried<'p> {
    /// The earlier version.
    pub version: &'p Version,
    /// The measure.
    pub measure: &'p Measure,
    /// From this day on it was not read whether the version still applies.
    pub since: Date,
}

impl Pack {
    /// The day from which it was not read whether a version still applies, if `on` is not before it. Where a later version
    /// of the family begins on that very day and could not be known by `known_on`, nobody could doubt the earlier one yet:
    /// the day does not count.
    #[must_use]
    pub fn not_read_since(&self, version: &Version, on: Date, known_on: Date) -> Option<Date> {
        let date = version.in_force.after_not_read.filter(|date| on >= *date)?;
        let not_known_yet = |other: &Version| {
            other.family == version.family && other.in_force.from == date && other.known_from > known_on
        };
        (!self.versions.iter().any(not_known_yet)).then_some(date)
    }

    /// The measures that go on from earlier versions beside those of [`Pack::in_force`]: of each id that the version in
    /// force lacks, the latest earlier version of the family that has it, if that version says that it was not read whether
    /// it still applies (`after_not_read`). Those of one version stand together.
    #[must_use]
    pub fn carried(&self, on: Date, known_on: Date) -> Vec<Carried<'_>> {
        let mut carried = Vec::new();
        for newest in self.in_force(on, known_on) {
            let mut earlier: Vec<&Version> = self
                .versions
                .iter()
                .filter(|other| other.family == newest.family && other.known_from <= known_on)
                .filter(|other| other.in_force.from < newest.in_force.from)
                .collect();
            earlier.sort_by_key(|version| Reverse(version.in_force.from));
            let mut restated: Vec<&str> =
                newest.known_measures(known_on).map(|measure| measure.id.as_str()).collect();
            for version in earlier {
                let applies = version.covers(on, known_on);
                let since = self.not_read_since(version, on, known_on).filter(|_| applies);
                for measure in version.known_measures(known_on) {
                    if restated.contains(&measure.id.as_str()) {
                        continue;
                    }
                    // Whatever becomes of this one, what an even earlier version said of it was restated here.
                    restated.push(&measure.id);
                    carried.extend(since.map(|since| Carried { version, measure, since }));
                }
            }
        }
        carried
    }
}

impl Version {
    /// The measures that could be known by a day.
    pub fn known_measures(&self, known_on: Date) -> impl Iterator<Item = &Measure> {
        self.measures.iter().filter(move |measure| measure.known_from.is_none_or(|from| from <= known_on))
    }
}
