//! Reads groups of measures: at most one, the highest only, an order of preference, or a cap on their sum.

use super::{
    GroupRule, Measure, MeasureGroup,
    compile::Compiler,
    reader::Reader,
    yaml::{Kind, Node},
};
use crate::finding::Code;

pub(super) fn read_groups(
    reader: &mut Reader<'_>,
    nodes: &[Node],
    compiler: &Compiler<'_>,
    measures: &[Measure],
) -> Vec<MeasureGroup> {
    let mut groups: Vec<MeasureGroup> = Vec::new();
    for node in nodes {
        let Some(mut map) = reader.map(node) else { continue };
        reader.article = map.take_string(reader, "article");
        let article = reader.article.clone();
        let id = map.need_name(reader, "id");
        let text = map.need_text(reader, "text");
        let members = map.need(reader, "measures");
        let rule_node = map.need(reader, "rule");
        let per_household = map
            .take("per")
            .is_some_and(|node| reader.choice(node, &[("person", false), ("household", true)]) == Some(true));
        map.end(reader);
        let members = members.map(|node| names(reader, node, measures)).unwrap_or_default();
        let rule = rule_node.and_then(|node| read_rule(reader, node, compiler, measures, &members));
        let (Some(id), Some(text), Some(rule)) = (id, text, rule) else { continue };
        if groups.iter().any(|other| other.id == id) {
            reader.report(node.finding(reader.file(), Code::IdTwice).with("id", &id));
        }
        // The sums of two caps that share members without one holding the other come to no one total.
        if let GroupRule::Cap(_) = rule {
            let crosses = |other: &&MeasureGroup| {
                let shared = members.iter().filter(|id| other.measures.contains(id)).count();
                matches!(other.rule, GroupRule::Cap(_))
                    && shared > 0
                    && shared < members.len().min(other.measures.len())
            };
            if let Some(other) = groups.iter().find(crosses) {
                reader.report(node.finding(reader.file(), Code::CapsCross).with("other", &other.id));
            }
        }
        groups.push(MeasureGroup { id, text, article, measures: members, rule, per_household });
    }
    reader.article = None;
    groups
}

/// The ids of measures of this version.
fn names(reader: &mut Reader<'_>, node: &Node, measures: &[Measure]) -> Vec<String> {
    let mut names = Vec::new();
    for node in reader.list(node) {
        let Some(name) = reader.string(node) else { continue };
        if !measures.iter().any(|measure| measure.id == name) {
            reader.report(node.finding(reader.file(), Code::MeasureUnknown).with("measure", &name));
        }
        names.push(name);
    }
    names
}

fn read_rule(
    reader: &mut Reader<'_>,
    node: &Node,
    compiler: &Compiler<'_>,
    measures: &[Measure],
    members: &[String],
) -> Option<GroupRule> {
    if !matches!(node.kind, Kind::Map(_)) {
        let choices = [("at_most_one", false), ("highest_only", true)];
        return Some(if reader.choice(node, &choices)? {
            GroupRule::HighestOnly
        } else {
            GroupRule::AtMostOne
        });
    }
    let mut map = reader.map(node)?;
    let (cap, priority) = (map.take("cap"), map.take("priority"));
    map.end(reader);
    match (cap, priority) {
        (Some(cap), None) => compiler.amount(reader, cap).map(|cap| GroupRule::Cap(Box::new(cap))),
        (None, Some(priority)) => {
            let order = names(reader, priority, measures);
            let mut sorted: (Vec<&String>, Vec<&String>) = (order.iter().collect(), members.iter().collect());
            sorted.0.sort();
            sorted.1.sort();
            if sorted.0 != sorted.1 {
                reader.report(priority.finding(reader.file(), Code::PriorityMembers));
            }
            Some(GroupRule::Priority(order))
        }
        _ => {
            let finding = node.finding(reader.file(), Code::KeysTogether);
            reader.report(finding.with("keys", "cap, priority"));
            None
        }
    }
}
