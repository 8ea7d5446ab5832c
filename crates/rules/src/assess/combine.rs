//! The heaviest set of candidates none of which excludes another, where the sums of groups of them may be capped: exactly,
//! by branch and bound over sets of at most 64.

use crate::limits;

/// One candidate: the least and most it is worth, and the numbers of those it excludes.
#[derive(Debug, Clone)]
pub(super) struct Candidate {
    pub(super) from: i128,
    pub(super) to: i128,
    pub(super) excludes: Vec<usize>,
}

/// However many of its members are chosen, together they count for at most this. Of two caps of one pack one lies inside
/// the other or they share no member: what crossing caps leave is not one sum, so such are refused ([`Refused::Crossing`]).
#[derive(Debug, Clone)]
pub(super) struct GroupCap {
    /// The numbers of the candidates.
    pub(super) members: Vec<usize>,
    /// The least that the cap can be, where it is a range.
    pub(super) from: i128,
    /// The most that the cap can be.
    pub(super) to: i128,
}

/// Why no best set is named.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Refused {
    /// More candidates or more branches than are looked at.
    TooMany,
    /// Two caps share members, and neither lies inside the other.
    Crossing,
}

/// What a set is worth: by what is certain, then by what is possible, then by how many.
type Weight = (i128, i128, u32);

/// The numbers of the best set, in order. Of equal ones the first found: candidates named earlier come first. A cap never
/// keeps a candidate out, since one more member never lowers a sum; only an exclusion does.
pub(super) fn best(candidates: &[Candidate], caps: &[GroupCap]) -> Result<Vec<usize>, Refused> {
    if candidates.len() > limits::EXCLUSIVE_GROUP {
        return Err(Refused::TooMany);
    }
    let capped = Capped::new(candidates, caps)?;
    let mut excludes = vec![0_u64; candidates.len()];
    for (own, candidate) in candidates.iter().enumerate() {
        for other in candidate.excludes.iter().filter(|other| **other != own) {
            for (from, to) in [(own, *other), (*other, own)] {
                if let Some(others) = excludes.get_mut(from) {
                    *others |= bit(to);
                }
            }
        }
    }
    let mut search = Search { capped, excludes, best: 0, best_weight: None, branches: 0 };
    search.go(0, 0, (0..candidates.len()).fold(0, |all, place| all | bit(place)));
    if search.branches > limits::BRANCHES {
        return Err(Refused::TooMany);
    }
    Ok((0..candidates.len()).filter(|place| search.best & bit(*place) != 0).collect())
}

fn bit(place: usize) -> u64 {
    u32::try_from(place).ok().and_then(|place| 1_u64.checked_shl(place)).unwrap_or(0)
}

fn set_of(places: &[usize]) -> u64 {
    places.iter().fold(0, |set, place| set | bit(*place))
}

/// What sets are worth under caps that lie inside each other or apart.
struct Capped {
    worths: Vec<(i128, i128)>,
    /// The caps, each before those that it lies inside of.
    caps: Vec<(u64, i128, i128)>,
}

impl Capped {
    fn new(candidates: &[Candidate], caps: &[GroupCap]) -> Result<Self, Refused> {
        let mut caps: Vec<_> =
            caps.iter().map(|cap| (set_of(&cap.members), cap.from.max(0), cap.to.max(0))).collect();
        caps.sort_by_key(|(members, ..)| members.count_ones());
        for (place, (inner, ..)) in caps.iter().enumerate() {
            let crosses = |(outer, ..): &(u64, i128, i128)| inner & outer != 0 && inner & !outer != 0;
            if caps.iter().skip(place).any(crosses) {
                return Err(Refused::Crossing);
            }
        }
        let worths = candidates.iter().map(|candidate| (candidate.from.max(0), candidate.to.max(0)));
        Ok(Self { worths: worths.collect(), caps })
    }

    /// What a set comes to: the sum of each group cut to its cap, from the innermost outwards.
    fn weigh(&self, set: u64) -> Weight {
        let (mut from, mut to) = (0_i128, 0_i128);
        for (place, worth) in self.worths.iter().enumerate() {
            if set & bit(place) != 0 {
                from = from.saturating_add(worth.0);
                to = to.saturating_add(worth.1);
            }
        }
        // What each cap takes off, beyond what those inside it took off already.
        let mut cuts: Vec<(u64, i128, i128)> = Vec::with_capacity(self.caps.len());
        for (members, limit_from, limit_to) in &self.caps {
            let (mut sum_from, mut sum_to) = (0_i128, 0_i128);
            for (place, worth) in self.worths.iter().enumerate() {
                if set & members & bit(place) != 0 {
                    sum_from = sum_from.saturating_add(worth.0);
                    sum_to = sum_to.saturating_add(worth.1);
                }
            }
            for (_, cut_from, cut_to) in cuts.iter().filter(|(inner, ..)| inner & !members == 0) {
                sum_from = sum_from.saturating_sub(*cut_from);
                sum_to = sum_to.saturating_sub(*cut_to);
            }
            let cut = (
                *members,
                sum_from.saturating_sub(*limit_from).max(0),
                sum_to.saturating_sub(*limit_to).max(0),
            );
            from = from.saturating_sub(cut.1);
            to = to.saturating_sub(cut.2);
            cuts.push(cut);
        }
        (from, to, set.count_ones())
    }
}

struct Search {
    capped: Capped,
    excludes: Vec<u64>,
    best: u64,
    best_weight: Option<Weight>,
    branches: usize,
}

impl Search {
    /// At least what the taken can come to with any choice of the open. All that is open together is more, since one more
    /// never lowers a sum; and so is, uncapped, the best of each clique of those that exclude one another. The less of the
    /// two, part by part: no choice passes either in any part, so their tuple bounds the tuple.
    fn bound(&self, taken: u64, open: u64) -> Weight {
        let all = self.capped.weigh(taken | open);
        let (mut from, mut to, mut count) = self.capped.weigh(taken);
        let mut rest = open;
        while rest != 0 {
            let (mut most_from, mut most_to) = (0, 0);
            let mut clique = rest;
            while clique != 0 {
                let place = usize::try_from(clique.trailing_zeros()).unwrap_or(usize::MAX);
                let worth = self.capped.worths.get(place).copied().unwrap_or_default();
                (most_from, most_to) = (worth.0.max(most_from), worth.1.max(most_to));
                rest &= !bit(place);
                clique &= self.excludes.get(place).copied().unwrap_or(0) & !bit(place);
            }
            from = from.saturating_add(most_from);
            to = to.saturating_add(most_to);
            count += 1;
        }
        (from.min(all.0), to.min(all.1), count.min(all.2))
    }

    /// Takes or leaves the candidate at `place`; `open` are those from there on that nothing taken excludes. As deep as
    /// there are candidates, at most 64.
    fn go(&mut self, place: usize, taken: u64, open: u64) {
        self.branches += 1;
        if self.branches > limits::BRANCHES {
            return;
        }
        if self.best_weight.is_some_and(|best| self.bound(taken, open) <= best) {
            return;
        }
        let Some(excludes) = self.excludes.get(place).copied() else {
            self.best_weight = Some(self.capped.weigh(taken));
            self.best = taken;
            return;
        };
        let own = bit(place);
        if open & own != 0 {
            self.go(place + 1, taken | own, open & !own & !excludes);
        }
        // To leave one that excludes nothing still open only loses.
        if open & own == 0 || excludes & open != 0 {
            self.go(place + 1, taken, open & !own);
        }
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    /// What a set comes to, from the definition: the most that can be paid if no member is paid more than its worth and no
    /// group more than its cap. Caps inside each other are cut one after another, whichever comes first.
    fn paid(candidates: &[Candidate], caps: &[GroupCap], set: u32, most: bool) -> i128 {
        let worth = |i: usize| if most { candidates[i].to } else { candidates[i].from };
        let mut parts: Vec<i128> =
            (0..candidates.len()).map(|i| if set & (1 << i) != 0 { worth(i) } else { 0 }).collect();
        // Each cap takes what is too much from its members one by one; innermost first, so that no more than needed goes.
        let mut order: Vec<&GroupCap> = caps.iter().collect();
        order.sort_by_key(|cap| cap.members.len());
        for cap in order {
            let limit = if most { cap.to } else { cap.from };
            let mut too_much = cap.members.iter().map(|i| parts[*i]).sum::<i128>() - limit;
            for member in &cap.members {
                let cut = too_much.clamp(0, parts[*member]);
                parts[*member] -= cut;
                too_much -= cut;
            }
        }
        parts.iter().sum()
    }

    fn weigh(candidates: &[Candidate], caps: &[GroupCap], set: u32) -> Option<Weight> {
        let taken: Vec<usize> = (0..candidates.len()).filter(|i| set & (1 << i) != 0).collect();
        if taken.iter().any(|i| candidates[*i].excludes.iter().any(|other| taken.contains(other))) {
            return None;
        }
        Some((paid(candidates, caps, set, false), paid(candidates, caps, set, true), set.count_ones()))
    }

    fn candidates(worths: &[(i64, i64)], pairs: &[(usize, usize)]) -> Vec<Candidate> {
        let one = |(from, more): &(i64, i64)| Candidate {
            from: (*from).into(),
            to: (from + more).into(),
            excludes: vec![],
        };
        let mut candidates: Vec<Candidate> = worths.iter().map(one).collect();
        for (a, b) in pairs {
            if a != b && *a < candidates.len() && *b < candidates.len() {
                candidates[*a].excludes.push(*b);
                candidates[*b].excludes.push(*a);
            }
        }
        candidates
    }

    fn as_set(places: &[usize]) -> u32 {
        places.iter().fold(0_u32, |set, i| set | 1 << i)
    }

    proptest! {
        #![proptest_config(ProptestConfig::with_cases(512))]

        #[test]
        fn the_best_set_is_that_of_brute_force_with_caps_over_groups(
            worths in proptest::collection::vec((0_i64..50, 0_i64..20), 0..=12),
            pairs in proptest::collection::vec((0_usize..12, 0_usize..12), 0..30),
            spans in proptest::collection::vec((0_usize..12, 1_usize..12, 0_i128..120, 0_i128..40), 0..6),
        ) {
            let candidates = candidates(&worths, &pairs);
            let mut caps: Vec<GroupCap> = Vec::new();
            for (start, length, from, more) in spans {
                let members: Vec<usize> = (start..start + length).filter(|i| *i < candidates.len()).collect();
                let apart_or_inside = |other: &GroupCap| {
                    let shared = members.iter().filter(|i| other.members.contains(i)).count();
                    shared == 0 || shared == members.len() || shared == other.members.len()
                };
                if caps.iter().all(apart_or_inside) {
                    caps.push(GroupCap { members, from, to: from + more });
                }
            }
            let found = as_set(&best(&candidates, &caps).unwrap());
            let all = (0..1_u32 << candidates.len()).filter_map(|set| weigh(&candidates, &caps, set));
            prop_assert_eq!(weigh(&candidates, &caps, found), all.max());
        }
    }

    #[test]
    fn caps_that_cross_are_refused_and_one_inside_another_is_cut_first() {
        let three = candidates(&[(10, 0), (10, 0), (10, 0)], &[]);
        let cap =
            |members: &[usize], limit: i128| GroupCap { members: members.to_vec(), from: limit, to: limit };
        let crossing = [cap(&[0, 1], 5), cap(&[1, 2], 5)];
        assert_eq!(best(&three, &crossing), Err(Refused::Crossing));
        let nested = [cap(&[0, 1, 2], 17), cap(&[0, 1], 5)];
        assert_eq!(best(&three, &nested), Ok(vec![0, 1, 2]));
        assert_eq!(Capped::new(&three, &nested).unwrap().weigh(0b111), (15, 15, 3));
    }

    #[test]
    fn a_cap_makes_the_smaller_of_two_that_exclude_each_other_the_better_one() {
        // 0 and 1 exclude each other; 0 is worth more, but 2 lies under one cap with it.
        let three = candidates(&[(100, 0), (70, 0), (60, 0)], &[(0, 1)]);
        assert_eq!(best(&three, &[]), Ok(vec![0, 2]));
        let cap = GroupCap { members: vec![0, 2], from: 100, to: 100 };
        assert_eq!(best(&three, &[cap]), Ok(vec![1, 2]));
    }

    #[test]
    fn sixty_four_under_one_cap_and_in_pairs_are_combined_at_once() {
        let worths: Vec<(i64, i64)> = (0..64).map(|i| (i + 1, 0)).collect();
        let pairs: Vec<(usize, usize)> = (0..32).map(|i| (2 * i, 2 * i + 1)).collect();
        let many = candidates(&worths, &pairs);
        let odd: Vec<usize> = (0..32).map(|i| 2 * i + 1).collect();
        assert_eq!(best(&many, &[]), Ok(odd.clone()));
        let cap = GroupCap { members: (0..64).collect(), from: 1_000, to: 100_000 };
        assert_eq!(best(&many, &[cap]), Ok(odd));
        assert_eq!(best(&candidates(&[(1, 0); 65], &[]), &[]), Err(Refused::TooMany));
    }
}
