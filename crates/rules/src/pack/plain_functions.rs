//! The functions of `language/functions.rs` in plain words.

use super::plain::{Plain, fill, literal};
use crate::{
    calendar::Unit,
    language::{Function, OpId},
    ratio::Rounding,
    texts::sentence,
};
use vocabulary::{Money, Text};

impl Plain<'_> {
    pub(super) fn function(&self, function: &Function, parts: &[OpId]) -> Text {
        let unnamed = || sentence("plain-member", &[]);
        let part = |place: usize| parts.get(place).map_or_else(unnamed, |id| self.words(*id));
        let figures = &self.version.figures;
        match function {
            Function::Banded(table) => {
                let table = self.version.tables.get(*table).map_or_else(unnamed, |table| table.title.clone());
                fill("plain-table", &[table, self.chain("plain-comma", parts)])
            }
            Function::Rank(_) => part(0),
            Function::Scale(scale) => {
                let title = figures.scales.get(*scale).map_or_else(unnamed, |scale| scale.title.clone());
                fill("plain-scale", &[title, part(0)])
            }
            Function::RoundTo(rounding, unit) => {
                let key = match rounding {
                    Rounding::HalfUp => "plain-half_up_to",
                    Rounding::Down => "plain-down_to",
                    Rounding::Up => "plain-up_to",
                };
                fill(key, &[part(0), literal(Money::new(*unit, self.pack.currency))])
            }
            Function::WithinList(list) => {
                let title = figures.places.get(*list).map_or_else(unnamed, |list| list.title.clone());
                fill("plain-within", &[part(0), title])
            }
            Function::Period(_) => fill("plain-period", &[part(0), part(1)]),
            Function::Cut => fill("plain-cut", &[part(0), part(1), part(2)]),
            Function::Joined => fill("plain-joined", &[part(0)]),
            Function::UnionDays => fill("plain-union_days", &[part(0)]),
            Function::OverlapDays => fill("plain-overlap_days", &[part(0), part(1), part(2)]),
            Function::Longest => fill("plain-longest", &[part(0)]),
            Function::LengthOf(unit) => {
                let key = match unit {
                    Unit::Years => "plain-years_of",
                    Unit::Months => "plain-months_of",
                    Unit::Days => "plain-days_of",
                };
                fill(key, &[part(0)])
            }
            Function::AddWorkingDays(_) => fill("plain-add_working_days", &[part(0), part(1)]),
            Function::WorkingDaysBetween(_) => fill("plain-working_days", &[part(0), part(1)]),
        }
    }
}
