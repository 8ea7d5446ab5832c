//! What to ask next: the missing fact that most undecided measures wait for.

use super::{
    Assessment, CannotAssess,
    answer::{Outcome, ReasonKind},
    assess,
};
use crate::{
    facts::{Facts, Vocabulary},
    pack::Pack,
};
use jiff::civil::Date;
use std::collections::HashMap;

/// The fact to ask next, or none if no answer could change anything: `birth_date`, `household[1].role`. A fact that
/// somebody was asked and does not know is not asked again.
///
/// # Errors
/// Those of [`assess`].
pub fn next_question(
    pack: &Pack,
    facts: &Facts,
    on: Date,
    known_on: Date,
) -> Result<Option<String>, CannotAssess> {
    let assessment = assess(pack, facts, on, known_on)?;
    Ok(assessment.next_question(&pack.vocabulary, facts))
}

impl Assessment {
    /// The fact to ask next, from an assessment that was made already: the one that the most undecided measures wait for;
    /// of equal ones the one declared first. A missing amount counts, but less than a missing outcome, and so does a
    /// measure that cannot become certain any more.
    #[must_use]
    pub fn next_question(&self, vocabulary: &Vocabulary, facts: &Facts) -> Option<String> {
        let mut weights: HashMap<&str, usize> = HashMap::new();
        for measure in &self.measures {
            if measure.outcome == Outcome::No {
                continue;
            }
            // Where it was not read whether the version still applies, an answer can lead to "no" and never to "yes".
            let undecidable = measure.reasons.iter().any(|reason| reason.kind == ReasonKind::AfterNotRead);
            let weight = if undecidable { 1 } else { 1_000 };
            for fact in &measure.missing {
                *weights.entry(fact).or_default() += weight;
            }
            for fact in measure.amount_missing.iter().filter(|fact| !measure.missing.contains(fact)) {
                *weights.entry(fact).or_default() += 1;
            }
        }
        let asked_in_vain = |path: &str| facts.given(path).is_some_and(|given| given.value.is_none());
        let declared = |path: &str| vocabulary.index_of(path.split('[').next().unwrap_or(path));
        weights
            .into_iter()
            .filter(|(path, _)| !asked_in_vain(path))
            .max_by(|(a, x), (b, y)| {
                x.cmp(y).then_with(|| declared(b).cmp(&declared(a))).then_with(|| b.cmp(a))
            })
            .map(|(path, _)| path.to_owned())
    }
}
