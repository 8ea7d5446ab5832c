//! Occupation codes of free titles: an exact label first, else the labels that share the most, with a confidence.

use crate::{
    codes::{CscoCode, IscoCode},
    occupations::{Code, Occupations},
    titles::dice,
};
use serde::Serialize;
use std::collections::BTreeMap;

/// A code that a title may stand for.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
pub struct Coded {
    /// The code of CSCO 2022, if a Chinese label fitted.
    pub csco: Option<CscoCode>,
    /// The code of ISCO-08, if an English label fitted.
    pub isco: Option<IscoCode>,
    /// How sure, in per mille: 1000 for the very label of one code, shared out if several codes have it; otherwise how
    /// much of title and label is the same, at most 900. A similarity, not a probability.
    pub confidence: i64,
}

/// How sure the coding is at most when no label is the title itself.
const MOST_WITHOUT_LABEL: i64 = 900;
/// Below this share of common features a label is no candidate.
const LEAST_SHARE: i64 = 300;
/// How many codes are offered at most.
const MOST_CODES: usize = 5;
/// A feature that so many labels hold tells no occupation from another; it counts only for labels found otherwise.
const TOO_COMMON: usize = 3000;

impl Occupations {
    /// The codes a title may stand for, the surest first; empty if no label resembles it.
    #[must_use]
    pub fn code_of_title(&self, title: &str) -> Vec<Coded> {
        let title = self.title(title);
        if title.normal().is_empty() {
            return Vec::new();
        }
        let mut sure: BTreeMap<Code, i64> = BTreeMap::new();
        for (code, confidence) in self.by_likeness(title.features(), title.weight()) {
            let best = sure.entry(code).or_default();
            *best = confidence.max(*best);
        }
        let codes = self.exact.codes(title.normal());
        for code in codes.clone() {
            let is_rival = |other: &Code| matches!(other, Code::Csco(_)) == matches!(code, Code::Csco(_));
            let rivals = i64::try_from(codes.clone().filter(is_rival).count()).unwrap_or(i64::MAX);
            sure.insert(code, 1000_i64.checked_div(rivals).unwrap_or(0));
        }
        let mut ranked: Vec<(Code, i64)> = sure.into_iter().collect();
        ranked.sort_by_key(|(code, confidence)| (-confidence, *code));
        ranked.truncate(MOST_CODES);
        ranked.into_iter().map(|(code, confidence)| coded(code, confidence)).collect()
    }

    fn by_likeness(&self, features: &[(u64, u32)], weight: u32) -> impl Iterator<Item = (Code, i64)> {
        // By label: nothing yet, or what is shared with it so far. Every feature weighs something.
        let mut shared = vec![0_u32; self.labels.len()];
        let mut met: Vec<usize> = Vec::new();
        let mut by_count: Vec<(&[u32], u32)> =
            features.iter().map(|(hash, weight)| (self.features.holders(*hash), *weight)).collect();
        by_count.sort_by_key(|(holders, _)| holders.len());
        for (holders, weight) in by_count {
            let only_known = holders.len() > TOO_COMMON;
            for label in holders.iter().filter_map(|label| usize::try_from(*label).ok()) {
                let Some(sum) = shared.get_mut(label) else { continue };
                if *sum == 0 && !only_known {
                    met.push(label);
                }
                if *sum > 0 || !only_known {
                    *sum += weight;
                }
            }
        }
        met.into_iter().filter_map(move |place| {
            let label = self.labels.get(place)?;
            let share = dice(*shared.get(place)?, weight, label.weight);
            (share >= LEAST_SHARE).then_some((label.code, share.min(MOST_WITHOUT_LABEL)))
        })
    }
}

const fn coded(code: Code, confidence: i64) -> Coded {
    match code {
        Code::Csco(code) => Coded { csco: Some(code), isco: None, confidence },
        Code::Isco(code) => Coded { csco: None, isco: Some(code), confidence },
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Title;

    fn first(title: &str) -> Option<(String, i64)> {
        let coded = *Occupations::bundled().code_of_title(title).first()?;
        let code = coded.csco.map(|c| c.to_string()).or(coded.isco.map(|c| c.to_string()))?;
        Some((code, coded.confidence))
    }

    #[test]
    fn a_title_that_is_a_label_is_coded_surely() {
        for (title, code) in [
            ("软件工程师", "2-02-10-03"),
            ("【长春】算法工程师（2万-3万）", "2-02-10-03"),
            ("客服经理", "4-07-02-03"),
            ("Software developer", "2512"),
            ("motor vehicle assembler", "8211"),
        ] {
            assert_eq!(first(title), Some((code.to_owned(), 1000)), "{title}");
        }
    }

    #[test]
    fn a_title_near_a_label_is_coded_with_less_confidence() {
        for (title, code) in
            [("资深算法工程师", "2-02-10-03"), ("焊工", "6-18-02-04"), ("senior software developer", "2512")]
        {
            let (found, confidence) = first(title).unwrap();
            assert!(
                found == code && (LEAST_SHARE..=1000).contains(&confidence),
                "{title}: {found} {confidence}"
            );
        }
    }

    #[test]
    fn a_title_like_no_label_has_no_code() {
        for title in ["", "   ", "\u{202e}", "！！！", "qzxv", "🦄"] {
            assert_eq!(Occupations::bundled().code_of_title(title), [], "{title:?}");
        }
    }

    #[test]
    fn a_label_of_two_codes_is_shared_out() {
        let coded = Occupations::bundled().code_of_title("甘油制造工");
        let sure: Vec<i64> = coded.iter().take(2).map(|coded| coded.confidence).collect();
        assert_eq!(sure, [500, 500], "{coded:?}");
    }

    #[test]
    fn codes_come_surest_first_and_the_same_every_time() {
        let table = Occupations::bundled();
        for title in ["销售", "engineer", "汽车算法工程师", "会计 accountant"] {
            let coded = table.code_of_title(title);
            assert!(coded.is_sorted_by_key(|coded| -coded.confidence), "{coded:?}");
            assert_eq!(coded, table.code_of_title(title));
        }
    }

    /// Every label compared with the title, one by one.
    fn plainly(table: &Occupations, labels: &[(Code, Title)], title: &str) -> BTreeMap<Code, i64> {
        let title = table.title(title);
        let is_telling = |hash: u64| table.features.holders(hash).len() <= TOO_COMMON;
        let mut best: BTreeMap<Code, i64> = BTreeMap::new();
        for (code, label) in labels {
            let has = |hash: u64| label.features().binary_search_by_key(&hash, |(held, _)| *held).is_ok();
            let common: Vec<_> = title.features().iter().filter(|(hash, _)| has(*hash)).collect();
            let shared = common.iter().map(|(_, weight)| weight).sum();
            let share = dice(shared, title.weight(), label.weight());
            if share >= LEAST_SHARE && common.iter().any(|(hash, _)| is_telling(*hash)) {
                let best = best.entry(*code).or_default();
                *best = share.min(MOST_WITHOUT_LABEL).max(*best);
            }
        }
        best
    }

    #[test]
    fn the_index_finds_what_comparing_with_every_label_finds() {
        let csco = "code\tname\taliases\n2-02\t工程技术人员\t软件工程师|土建工程师|工程师\n6-18\t焊工\t电焊工|焊工\n";
        let isco = "code\tlabel\n2512\tSoftware developers\n7212\tWelders and flame cutters\n";
        let esco =
            "code\tlabel\taliases\n2512.1\tsoftware developer\tdeveloper of software\n7212.1\twelder\t\n";
        let small = Occupations::from_tables(csco, isco, esco, "").unwrap();
        let code = |isco: &str| Code::Isco(isco.parse().unwrap());
        let chinese = |csco: &str| Code::Csco(csco.parse().unwrap());
        let labels: Vec<(Code, Title)> = [
            (chinese("2-02"), "工程技术人员"),
            (chinese("2-02"), "软件工程师"),
            (chinese("2-02"), "土建工程师"),
            (chinese("2-02"), "工程师"),
            (chinese("6-18"), "焊工"),
            (chinese("6-18"), "电焊工"),
            (code("2512"), "Software developers"),
            (code("7212"), "Welders and flame cutters"),
            (code("2512"), "software developer"),
            (code("2512"), "developer of software"),
            (code("7212"), "welder"),
        ]
        .into_iter()
        .map(|(code, label)| (code, small.title(label)))
        .collect();
        for title in [
            "工程师",
            "高级软件工程师",
            "电焊",
            "senior software developer",
            "flame cutter",
            "护士",
            "welder 焊工",
        ] {
            let prepared = small.title(title);
            let mut found: BTreeMap<Code, i64> = BTreeMap::new();
            for (code, confidence) in small.by_likeness(prepared.features(), prepared.weight()) {
                let best = found.entry(code).or_default();
                *best = confidence.max(*best);
            }
            assert_eq!(found, plainly(&small, &labels, title), "{title}");
        }
    }
}
