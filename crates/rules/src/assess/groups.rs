//! The groups of measures of the versions used, for the bundle.

use super::{
    answer::{Determination, GroupCapApplied, Worth},
    combine::GroupCap,
};
use crate::{
    evaluate::{Machine, State, Val},
    pack::{GroupRule, MeasureGroup, Version},
};
use vocabulary::{Currency, Text};

/// A group of measures as this case meets it.
#[derive(Debug)]
pub(crate) struct Grouped<'p> {
    pub(super) group: &'p MeasureGroup,
    /// The numbers of the measures that are determined; of an order of preference, in that order.
    pub(super) members: Vec<usize>,
    /// The cap, if it is one and known.
    pub(super) cap: Option<Worth>,
}

/// The groups of one version.
pub(super) fn grouped<'p>(machine: &mut Machine<'p>, measures: &[Determination]) -> Vec<Grouped<'p>> {
    let version = machine.version;
    let number = |id: &String| measures.iter().position(|m| m.version == version.id && m.id == *id);
    let one = |group: &'p MeasureGroup| {
        let (ids, cap) = match &group.rule {
            GroupRule::Priority(order) => (order, None),
            GroupRule::Cap(cap) => (
                &group.measures,
                match machine.value(cap).state {
                    State::Known(Val::Money(money)) => Some(Worth::Exact(money)),
                    State::Known(Val::Estimate(estimate)) => Some(Worth::Estimate(estimate)),
                    _ => None,
                },
            ),
            GroupRule::AtMostOne | GroupRule::HighestOnly => (&group.measures, None),
        };
        Grouped { group, members: ids.iter().filter_map(number).collect(), cap }
    };
    version.arrangements.groups.iter().map(one).collect()
}

/// The groups that need no case: all but caps.
pub(crate) fn of_no_case<'p>(versions: &[&'p Version], measures: &[Determination]) -> Vec<Grouped<'p>> {
    let mut groups = Vec::new();
    for version in versions {
        let number = |id: &String| measures.iter().position(|m| m.version == version.id && m.id == *id);
        for group in version.arrangements.groups.iter().filter(|group| group.excludes()) {
            let ids = if let GroupRule::Priority(order) = &group.rule { order } else { &group.measures };
            groups.push(Grouped { group, members: ids.iter().filter_map(number).collect(), cap: None });
        }
    }
    groups
}

impl Grouped<'_> {
    pub(super) const fn is_cap(&self) -> bool {
        matches!(self.group.rule, GroupRule::Cap(_))
    }

    /// Whether only one of its members can be had.
    pub(super) const fn excludes(&self) -> bool {
        self.group.excludes()
    }

    /// Its cap over those of `among`, by their places there.
    pub(super) fn cap_among(&self, among: &[usize]) -> Option<(GroupCap, Currency)> {
        let cap = self.cap.filter(|_| self.is_cap())?;
        let members = self.members.iter().filter_map(|m| among.iter().position(|other| other == m)).collect();
        let (from, to) = cap.range();
        Some((GroupCap { members, from: from.into(), to: to.into() }, cap.currency()))
    }

    /// The cap as it is shown, with what it takes off the sum of the members that are chosen.
    pub(super) fn applied(&self, limit: Worth, cut: (i64, i64), measures: &[String]) -> GroupCapApplied {
        GroupCapApplied {
            group: self.group.id.clone(),
            limit,
            lowered: cut.1 > 0,
            from: cut.0,
            to: cut.1,
            measures: measures.to_vec(),
            per_household: self.group.per_household,
            text: self.group.text.clone(),
            article: self.group.article.clone(),
        }
    }

    pub(super) fn text(&self) -> Text {
        self.group.text.clone()
    }
}
