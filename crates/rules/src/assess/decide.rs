//! Outcomes and amounts alone, without reasons: for programs that look at many cases and show none.

use super::{Bound, CannotAssess, Outcome, Worth, amounts, judge::judge, parts_of};
use crate::{
    evaluate::{Machine, bind},
    facts::Facts,
    pack::Pack,
};
use jiff::civil::Date;

/// What one measure comes to.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Decision<'p> {
    /// The version's id.
    pub version: &'p str,
    /// The measure's id.
    pub measure: &'p str,
    /// What it comes to.
    pub outcome: Outcome,
    /// Whether the amount is known.
    pub amount_state: Bound,
    /// How much, if that is known.
    pub amount: Option<Worth>,
}

/// The outcomes and amounts that [`super::assess`] finds, in its order, and nothing else of it.
///
/// # Errors
/// Those of [`super::assess`].
pub fn decide<'p>(
    pack: &'p Pack,
    facts: &Facts,
    on: Date,
    known_on: Date,
) -> Result<Vec<Decision<'p>>, CannotAssess> {
    let parts = parts_of(pack, on, known_on)?;
    let bound = bind(&pack.vocabulary, facts).map_err(CannotAssess::Facts)?;
    let mut decisions = Vec::with_capacity(parts.iter().map(|part| part.measures.len()).sum());
    for part in parts {
        let mut machine = Machine::quiet(part.version, &bound, on, known_on);
        for (measure, since) in part.measures {
            let found = judge(measure, &mut machine).outcome;
            let outcome = if since.is_some() && found != Outcome::No { Outcome::Unknown } else { found };
            let (amount_state, amount) = match outcome {
                Outcome::No | Outcome::Refer => (Bound::Without, None),
                Outcome::Yes | Outcome::Unknown => amounts::decide(measure, &mut machine),
            };
            let (version, measure) = (part.version.id.as_str(), measure.id.as_str());
            decisions.push(Decision { version, measure, outcome, amount_state, amount });
        }
    }
    Ok(decisions)
}
