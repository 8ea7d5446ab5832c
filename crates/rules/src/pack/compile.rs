//! Compiles the expressions of one version: parses, checks, and puts each mistake at its line and column.

use super::{
    Expression,
    prepare::Prepared,
    reader::Reader,
    yaml::{Kind, Node},
};
use crate::{
    facts::Vocabulary,
    finding::{Code, Finding},
    language::{Function, Names, Scope, Span, Type, check, parse},
};
use jiff::civil::Date;
use vocabulary::Currency;

/// What the expressions of one version are compiled against.
pub(super) struct Compiler<'a> {
    pub(super) vocabulary: &'a Vocabulary,
    pub(super) names: &'a Names,
    pub(super) currency: Currency,
    /// From when the version applies, and from when each parameter has a value.
    pub(super) from: Option<Date>,
    pub(super) parameters: &'a [(String, Option<Date>)],
    /// For each derived value those it needs, each before those that need it, itself last. Empty while the derived values
    /// themselves are compiled.
    pub(super) reach: Vec<Vec<usize>>,
    /// The place of each derived value in one order in which all can be computed.
    pub(super) rank: Vec<usize>,
}

impl Compiler<'_> {
    /// Compiles the expression at a node; nothing if it has mistakes, which are reported.
    pub(super) fn expression(
        &self,
        reader: &mut Reader<'_>,
        node: &Node,
        expected: &Type,
    ) -> Option<Expression> {
        self.compile(reader, node, Some(expected), None)
    }

    /// Compiles a derived value; of a member of a list of facts, if one is named.
    pub(super) fn derived(
        &self,
        reader: &mut Reader<'_>,
        node: &Node,
        expected: &Type,
        member: Option<usize>,
    ) -> Option<Expression> {
        self.compile(reader, node, Some(expected), member)
    }

    /// Compiles an amount: money of any currency, rounded, or a range of it.
    pub(super) fn amount(&self, reader: &mut Reader<'_>, node: &Node) -> Option<Expression> {
        let found = self.compile(reader, node, None, None)?;
        match found.type_of() {
            Type::Money(_) | Type::Estimate(_) => Some(found),
            Type::Fraction(currency) => self.compile(reader, node, Some(&Type::Estimate(*currency)), None),
            _ => self.compile(reader, node, Some(&Type::Estimate(self.currency)), None),
        }
    }

    fn compile(
        &self,
        reader: &mut Reader<'_>,
        node: &Node,
        expected: Option<&Type>,
        member: Option<usize>,
    ) -> Option<Expression> {
        let text = match &node.kind {
            Kind::Scalar { text, .. } => text.clone(),
            _ => {
                let finding = node.finding(reader.file(), Code::WrongShape);
                reader.report(finding.with("expected", "expression"));
                return None;
            }
        };
        let scope = Scope { vocabulary: self.vocabulary, names: self.names, currency: self.currency, member };
        let checked = parse(&text).and_then(|tree| {
            let code = check(&tree, scope, expected)?;
            Ok((tree, code))
        });
        let (tree, code) = match checked {
            Ok(found) => found,
            Err(mistakes) => {
                for mistake in mistakes {
                    let mut finding = self.at(reader, node, mistake.span, Code::Expression(mistake.problem));
                    finding.args = mistake.args;
                    reader.report(finding);
                }
                return None;
            }
        };
        for remark in &code.remarks {
            let mut finding = self.at(reader, node, remark.span, Code::Expression(remark.problem));
            finding.args.clone_from(&remark.args);
            reader.report(finding);
        }
        if !code.remarks.is_empty() {
            return None;
        }
        for (index, span) in code.parameters() {
            let (Some((name, first)), Some(from)) = (self.parameters.get(index), self.from) else { continue };
            if first.is_none_or(|first| from < first) {
                let finding = self.at(reader, node, span, Code::ParameterUncovered);
                reader.report(finding.with("name", name).with("date", from));
            }
        }
        for (function, span) in code.figures() {
            let figures = &self.names.figures;
            let dated = match function {
                Function::Scale(index) => figures.scales.get(*index).map(|scale| (&scale.name, scale.first)),
                Function::WithinList(index) => figures.places.get(*index).map(|(name, first)| (name, *first)),
                _ => None,
            };
            let (Some((name, first)), Some(from)) = (dated, self.from) else { continue };
            if first.is_none_or(|first| from < first) {
                let finding = self.at(reader, node, span, Code::ParameterUncovered);
                reader.report(finding.with("name", name).with("date", from));
            }
        }
        let needs = self.needs(&code.derived());
        let (line, column) = node.place(0);
        let file = reader.file().to_owned();
        Some(Expression { text, file, line, column, tree, code, needs, prepared: Prepared::default() })
    }

    fn at(&self, reader: &Reader<'_>, node: &Node, span: Span, code: Code) -> Finding {
        let (line, column) = node.place(span.start);
        Finding::new(reader.file(), line, column, code)
    }

    fn needs(&self, direct: &[usize]) -> Vec<usize> {
        let mut needs: Vec<usize> =
            direct.iter().filter_map(|index| self.reach.get(*index)).flatten().copied().collect();
        needs.sort_unstable_by_key(|index| self.rank.get(*index));
        needs.dedup();
        needs
    }
}

/// The order in which derived values can be computed, and what each needs. The values on a cycle are left over.
pub(super) struct Order {
    pub(super) rank: Vec<usize>,
    pub(super) reach: Vec<Vec<usize>>,
    pub(super) cycle: Vec<usize>,
}

/// Orders derived values so that each comes after those it needs. `direct` is what each needs itself.
pub(super) fn order(direct: &[Vec<usize>]) -> Order {
    let mut rank = vec![usize::MAX; direct.len()];
    let mut reach: Vec<Vec<usize>> = vec![Vec::new(); direct.len()];
    let mut next = 0;
    loop {
        let before = next;
        for (index, needed) in direct.iter().enumerate() {
            let is_placed = |other: &usize| rank.get(*other).is_none_or(|rank| *rank != usize::MAX);
            if is_placed(&index) || !needed.iter().all(is_placed) {
                continue;
            }
            let mut all: Vec<usize> =
                needed.iter().filter_map(|other| reach.get(*other)).flatten().copied().collect();
            all.push(index);
            if let Some(place) = rank.get_mut(index) {
                *place = next;
            }
            next += 1;
            all.sort_unstable_by_key(|other| rank.get(*other));
            all.dedup();
            if let Some(place) = reach.get_mut(index) {
                *place = all;
            }
        }
        if next == before {
            break;
        }
    }
    let cycle = (0..direct.len()).filter(|index| rank.get(*index) == Some(&usize::MAX)).collect();
    Order { rank, reach, cycle }
}

/// Whether a pack may use a name for something of its own.
pub(super) fn is_free(name: &str) -> bool {
    !crate::language::RESERVED.contains(&name) && !crate::language::RESERVED_WORDS.contains(&name)
}
