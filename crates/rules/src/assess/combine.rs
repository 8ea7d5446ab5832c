//! The heaviest set of candidates none of which excludes another, exactly: branch and bound.

use crate::limits;

/// One candidate: the least and most it is worth, and the numbers of those it excludes.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) from: i128,
    pub(super) to: i128,
    pub(super) excludes: Vec<usize>,
}

/// What a set is worth: by what is certain, then by what is possible, then by how many.
type Weight = (i128, i128, usize);

/// The numbers of the best set, in order. Of equal ones the first found: candidates named earlier come first. Nothing if
/// more branches would have to be looked at than allowed.
pub(super) fn best(candidates: &[Candidate]) -> Option<Vec<usize>> {
    // What all that follow could add at most, to cut branches that cannot win any more.
    let mut rest: Vec<Weight> = vec![(0, 0, 0)];
    for candidate in candidates.iter().rev() {
        let (from, to, count) = rest.last().copied().unwrap_or_default();
        rest.push((from + candidate.from.max(0), to + candidate.to.max(0), count + 1));
    }
    rest.reverse();
    let mut search = Search { candidates, rest, best: Vec::new(), best_weight: None, branches: 0 };
    search.go(0, &mut Vec::new(), (0, 0, 0));
    (search.branches <= limits::BRANCHES).then_some(search.best)
}

struct Search<'a> {
    candidates: &'a [Candidate],
    rest: Vec<Weight>,
    best: Vec<usize>,
    best_weight: Option<Weight>,
    branches: usize,
}

impl Search<'_> {
    /// Takes or leaves the candidate at `place`. As deep as there are candidates, at most 64.
    fn go(&mut self, place: usize, taken: &mut Vec<usize>, weight: Weight) {
        self.branches += 1;
        if self.branches > limits::BRANCHES {
            return;
        }
        let more = self.rest.get(place).copied().unwrap_or_default();
        if let Some(best) = self.best_weight {
            // All three parts of the bound are reachable together at best, so their tuple bounds the tuple.
            if (weight.0 + more.0, weight.1 + more.1, weight.2 + more.2) <= best {
                return;
            }
        }
        let Some(candidate) = self.candidates.get(place) else {
            self.best_weight = Some(weight);
            self.best.clone_from(taken);
            return;
        };
        if !candidate.excludes.iter().any(|other| taken.contains(other)) {
            taken.push(place);
            self.go(place + 1, taken, (weight.0 + candidate.from, weight.1 + candidate.to, weight.2 + 1));
            taken.pop();
        }
        self.go(place + 1, taken, weight);
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    fn weigh(candidates: &[Candidate], set: u32) -> Option<Weight> {
        let taken: Vec<usize> = (0..candidates.len()).filter(|i| set & (1 << i) != 0).collect();
        if taken.iter().any(|i| candidates[*i].excludes.iter().any(|other| taken.contains(other))) {
            return None;
        }
        Some((
            taken.iter().map(|i| candidates[*i].from).sum(),
            taken.iter().map(|i| candidates[*i].to).sum(),
            taken.len(),
        ))
    }

    proptest! {
        #[test]
        fn the_best_set_is_that_of_brute_force(
            worths in proptest::collection::vec((0_i64..50, 0_i64..20), 0..=12),
            pairs in proptest::collection::vec((0_usize..12, 0_usize..12), 0..30),
        ) {
            let mut candidates: Vec<Candidate> = worths
                .iter()
                .map(|(from, more)| Candidate { from: (*from).into(), to: (from + more).into(), excludes: vec![] })
                .collect();
            for (a, b) in pairs {
                if a != b && a < candidates.len() && b < candidates.len() {
                    candidates[a].excludes.push(b);
                    candidates[b].excludes.push(a);
                }
            }
            let found = best(&candidates).unwrap();
            let set = found.iter().fold(0_u32, |set, i| set | 1 << i);
            let brute = (0..1_u32 << candidates.len()).filter_map(|set| weigh(&candidates, set)).max().unwrap();
            prop_assert_eq!(weigh(&candidates, set), Some(brute));
        }
    }
}
