//! Under which version of a pack a measure is applied for.

use jiff::civil::Date;
use rules::Pack;
use vocabulary::Refusal;

/// The id of the version under which a measure is applied for on a day, of those that an assessment of that day answers
/// for: a version in force, else an earlier one whose measure goes on because no later version restates it
/// ([`Pack::carried`]). Whether such a measure still applies was not read; that is for the window to say, not for us to
/// refuse, and the determination under the seal says it. `version` chooses where two of them have a measure of this id.
///
/// # Errors
/// `cases.not_in_force` if the pack has such a measure, and not on that day; `cases.measure_unknown` if it has none.
pub fn version_of(
    pack: &Pack,
    measure: &str,
    version: Option<&str>,
    on: Date,
    known_on: Date,
) -> Result<String, Refusal> {
    let in_force = pack
        .in_force(on, known_on)
        .into_iter()
        .filter(|one| one.known_measures(known_on).any(|known| known.id == measure));
    let carried = pack.carried(on, known_on).into_iter().filter(|carried| carried.measure.id == measure);
    let found = in_force
        .chain(carried.map(|carried| carried.version))
        .find(|one| version.is_none_or(|version| one.id == version));
    if let Some(found) = found {
        return Ok(found.id.clone());
    }
    if pack.versions.iter().any(|one| one.measure(measure).is_some()) {
        Err(Refusal::conflict("cases.not_in_force").at("on").with("on", on))
    } else {
        Err(Refusal::not_found("cases.measure_unknown").at("measure"))
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::invented::{ON, measure, two_versions};
    use jiff::civil::date;
    use rules::{Facts, assess};

    #[test]
    fn what_an_assessment_answers_for_can_be_applied_for_under_that_version_and_nothing_else() {
        let known_later = "    known_from: 2025-01-01\n";
        let first = measure("kept", &["p"], "") + &measure("goes_on", &["p"], "");
        let second = measure("kept", &["p"], "") + &measure("later", &["p"], known_later);
        let pack = two_versions(&first, &second);
        let (early, before) = (date(2019, 1, 1), date(2017, 12, 31));
        for (wanted, version, on, expected) in [
            ("kept", None, ON, Ok("v2")),
            ("kept", Some("v2"), ON, Ok("v2")),
            ("kept", Some("v1"), ON, Err("cases.not_in_force")),
            ("kept", None, early, Ok("v1")),
            ("goes_on", None, ON, Ok("v1")),
            ("goes_on", Some("v1"), ON, Ok("v1")),
            ("goes_on", Some("v2"), ON, Err("cases.not_in_force")),
            ("goes_on", None, early, Ok("v1")),
            ("goes_on", None, before, Err("cases.not_in_force")),
            ("later", None, ON, Err("cases.not_in_force")),
            ("nothing", None, ON, Err("cases.measure_unknown")),
        ] {
            let found = version_of(&pack, wanted, version, on, ON);
            let found = found.as_deref().map_err(|refusal| refusal.code);
            assert_eq!(found, expected, "{wanted} {version:?} {on}");
        }
        // The other way about: each measure of an assessment, under the version that it answers for.
        for on in [ON, early] {
            for answer in &assess(&pack, &Facts::new(), on, ON).unwrap().measures {
                let found = version_of(&pack, &answer.id, Some(&answer.version), on, ON);
                assert_eq!(found.as_deref(), Ok(answer.version.as_str()), "{} {on}", answer.id);
            }
        }
    }
}
