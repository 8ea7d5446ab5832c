//! Reads one measure.

use super::{
    Amount, Applicant, Apply, Cap, Condition, Continuing, Evidence, Exclusion, Instalments, Kind, Measure,
    Per, Period, Refer, ReferCase, Split,
    compile::Compiler,
    load_exceptions::{except_condition, except_measure, join_refer, read_exceptions},
    load_version::{PackFrame, read_gaps, read_sources},
    reader::{Map, Reader},
    yaml::{self, Node},
};
use crate::{finding::Code, language::Type};
use vocabulary::Text;

pub(super) fn read_measure(
    reader: &mut Reader<'_>,
    node: &Node,
    compiler: &Compiler<'_>,
    frame: &PackFrame<'_>,
) -> Option<Measure> {
    let mut map = reader.map(node)?;
    let article = map.take_string(reader, "article");
    reader.article.clone_from(&article);
    let id = map.need_name(reader, "id");
    let title = map.need_text(reader, "title");
    let sources = read_sources(reader, &mut map, frame);
    let known_from = map.take_date(reader, "known_from");
    let kind = map.need(reader, "kind").and_then(|node| reader.choice(node, Kind::ALL));
    let summary = map.take_text(reader, "summary");
    let text = map.take_text(reader, "text");
    let (mut conditions, mut cases) = read_conditions(reader, &mut map, compiler, frame);
    let exceptions = read_exceptions(reader, &mut map, compiler);
    cases.extend(except_measure(reader, compiler, &mut conditions, &exceptions));
    let interpretation = read_texts(reader, &mut map, "interpretation");
    let refer = map.take("refer").and_then(|node| read_refer(reader, node, compiler));
    let refer = join_refer(reader, compiler, refer, cases);
    let (amount, amount_at_most) = read_amount(reader, &mut map, compiler);
    let caps = read_caps(reader, &mut map, compiler);
    let instalments = map.take("instalments").and_then(|node| read_instalments(reader, node, compiler));
    let duration = map.take("duration").and_then(|node| read_period(reader, node));
    let not_with = read_exclusions(reader, &mut map);
    let paid_by = map.take_text(reader, "paid_by");
    let apply = map.take("apply").and_then(|node| read_apply(reader, node));
    let evidence = read_evidence(reader, &mut map, frame);
    let continuing = read_continuing(reader, &mut map, compiler);
    let gaps = read_gaps(reader, &mut map);
    map.end(reader);
    Some(Measure {
        id: id?,
        title: title?,
        article,
        sources,
        known_from,
        kind: kind?,
        summary,
        text,
        conditions,
        interpretation,
        refer,
        amount: amount?,
        amount_at_most,
        caps,
        instalments,
        duration,
        not_with,
        paid_by,
        apply,
        evidence,
        continuing,
        gaps,
        exceptions,
        reads: Vec::new(),
    })
}

/// A list of texts, or one.
fn read_texts(reader: &mut Reader<'_>, map: &mut Map<'_>, key: &'static str) -> Vec<Text> {
    match map.take(key) {
        None => Vec::new(),
        Some(node) if matches!(node.kind, yaml::Kind::Map(_)) => reader.text(node).into_iter().collect(),
        Some(node) => reader.list(node).iter().filter_map(|node| reader.text(node)).collect(),
    }
}

fn need_expression(
    reader: &mut Reader<'_>,
    map: &mut Map<'_>,
    key: &'static str,
    compiler: &Compiler<'_>,
    expected: &Type,
) -> Option<super::Expression> {
    map.need(reader, key).and_then(|node| compiler.expression(reader, node, expected))
}

fn read_conditions(
    reader: &mut Reader<'_>,
    map: &mut Map<'_>,
    compiler: &Compiler<'_>,
    frame: &PackFrame<'_>,
) -> (Vec<Condition>, Vec<ReferCase>) {
    let nodes = map.need(reader, "conditions").map(|node| reader.list(node)).unwrap_or_default();
    let of_measure = reader.article.clone();
    let mut conditions: Vec<Condition> = Vec::new();
    let mut cases = Vec::new();
    for node in nodes {
        let Some(mut map) = reader.map(node) else { continue };
        let article = map.take_string(reader, "article").or_else(|| of_measure.clone());
        reader.article.clone_from(&article);
        let id = map.need_name(reader, "id");
        let expression = need_expression(reader, &mut map, "expr", compiler, &Type::Bool);
        let text = map.need_text(reader, "text");
        let sources = read_sources(reader, &mut map, frame);
        let known_from = map.take_date(reader, "known_from");
        let exceptions = read_exceptions(reader, &mut map, compiler);
        map.end(reader);
        reader.article.clone_from(&of_measure);
        let (Some(id), Some(expression), Some(text)) = (id, expression, text) else { continue };
        if conditions.iter().any(|other| other.id == id) {
            reader.report(node.finding(reader.file(), Code::IdTwice).with("id", &id));
        }
        let mut condition = Condition { id, expression, article, text, sources, known_from, exceptions };
        cases.extend(except_condition(reader, compiler, &mut condition));
        conditions.push(condition);
    }
    (conditions, cases)
}

fn read_refer(reader: &mut Reader<'_>, node: &Node, compiler: &Compiler<'_>) -> Option<Refer> {
    let mut map = reader.map(node)?;
    let when = need_expression(reader, &mut map, "when", compiler, &Type::Bool);
    let text = map.need_text(reader, "text");
    let article = map.take_string(reader, "article").or_else(|| reader.article.clone());
    map.end(reader);
    Some(Refer { when: when?, text: text?, article, cases: Vec::new() })
}

/// The amount, and whether it is the most that is paid.
fn read_amount(
    reader: &mut Reader<'_>,
    map: &mut Map<'_>,
    compiler: &Compiler<'_>,
) -> (Option<Amount>, bool) {
    let not_read = map.take_bool(reader, "amount_not_read");
    let Some(node) = map.take("amount") else {
        return (Some(if not_read { Amount::NotRead } else { Amount::Without }), false);
    };
    if not_read {
        let finding = node.finding(reader.file(), Code::KeysTogether);
        reader.report(finding.with("keys", "amount, amount_not_read"));
    }
    let Some(mut map) = reader.map(node) else { return (None, false) };
    let expression = map.need(reader, "expr").and_then(|node| compiler.amount(reader, node));
    let per = map.need(reader, "per").and_then(|node| reader.choice(node, Per::ALL));
    let at_most = map.take_bool(reader, "at_most");
    map.end(reader);
    let stated = expression.zip(per);
    let amount = stated.map(|(expression, per)| Amount::Stated { expression: Box::new(expression), per });
    (amount, at_most)
}

fn read_caps(reader: &mut Reader<'_>, map: &mut Map<'_>, compiler: &Compiler<'_>) -> Vec<Cap> {
    let mut caps = Vec::new();
    for node in map.take_list(reader, "caps") {
        let Some(mut cap) = reader.map(node) else { continue };
        let expression = cap.need(reader, "expr").and_then(|node| compiler.amount(reader, node));
        let text = cap.take_text(reader, "text");
        let article = cap.take_string(reader, "article").or_else(|| reader.article.clone());
        cap.end(reader);
        caps.extend(expression.map(|expression| Cap { expression, text, article }));
    }
    caps
}

fn read_period(reader: &mut Reader<'_>, node: &Node) -> Option<Period> {
    let mut map = reader.map(node)?;
    let years = map.take("years").map(|node| reader.count(node));
    let months = map.take("months").map(|node| reader.count(node));
    map.end(reader);
    if years.is_none() && months.is_none() {
        reader.report(node.finding(reader.file(), Code::KeyMissing).with("key", "years"));
        return None;
    }
    Some(Period { years: years.unwrap_or(Some(0))?, months: months.unwrap_or(Some(0))? })
}

fn read_instalments(reader: &mut Reader<'_>, node: &Node, compiler: &Compiler<'_>) -> Option<Instalments> {
    let mut map = reader.map(node)?;
    let count = map.need(reader, "count").and_then(|node| reader.count(node));
    let every = map.need(reader, "every").and_then(|node| read_period(reader, node));
    let split_node = map.need(reader, "split");
    map.end(reader);
    let split_node = split_node?;
    let count = count?;
    if count == 0 {
        reader
            .report(node.finding(reader.file(), Code::InstalmentCount).with("count", count).with("found", 0));
    }
    let split = if let yaml::Kind::List(items) = &split_node.kind {
        if usize::try_from(count) != Ok(items.len()) {
            let finding = split_node.finding(reader.file(), Code::InstalmentCount);
            reader.report(finding.with("count", count).with("found", items.len()));
        }
        let parts = items.iter().map(|item| compiler.amount(reader, item));
        Split::Stated(parts.collect::<Vec<_>>().into_iter().collect::<Option<_>>()?)
    } else {
        match reader.choice(split_node, &[("equal", true), ("not_read", false)])? {
            true => Split::Equal,
            false => Split::NotRead,
        }
    };
    Some(Instalments { count, every: every?, split })
}

fn read_exclusions(reader: &mut Reader<'_>, map: &mut Map<'_>) -> Vec<Exclusion> {
    let mut exclusions = Vec::new();
    for node in map.take_list(reader, "not_with") {
        let Some(mut map) = reader.map(node) else { continue };
        let measure = map.need(reader, "measure").and_then(|node| reader.string(node));
        let article = map.take_string(reader, "article").or_else(|| reader.article.clone());
        let text = map.take_text(reader, "text");
        map.end(reader);
        exclusions.extend(measure.map(|measure| Exclusion {
            version: String::new(),
            measure,
            article,
            text,
        }));
    }
    exclusions
}

fn read_apply(reader: &mut Reader<'_>, node: &Node) -> Option<Apply> {
    let mut map = reader.map(node)?;
    let who = map.need(reader, "who").and_then(|node| reader.choice(node, Applicant::ALL));
    let place = map.take_text(reader, "where");
    let deadline = map.take_date(reader, "deadline");
    map.end(reader);
    Some(Apply { who: who?, place, deadline })
}

fn read_evidence(reader: &mut Reader<'_>, map: &mut Map<'_>, frame: &PackFrame<'_>) -> Vec<Evidence> {
    let mut evidence = Vec::new();
    for node in map.take_list(reader, "evidence") {
        let Some(mut map) = reader.map(node) else { continue };
        let id = map.need_name(reader, "id");
        let title = map.need_text(reader, "title");
        let mut proves = Vec::new();
        for node in map.take_list(reader, "proves") {
            let Some(name) = reader.string(node) else { continue };
            if frame.vocabulary.fact(&name).is_none() {
                reader.report(node.finding(reader.file(), Code::FactUnknown).with("name", &name));
            }
            proves.push(name);
        }
        map.end(reader);
        if let (Some(id), Some(title)) = (id, title) {
            evidence.push(Evidence { id, title, proves });
        }
    }
    evidence
}

fn read_continuing(reader: &mut Reader<'_>, map: &mut Map<'_>, compiler: &Compiler<'_>) -> Vec<Continuing> {
    let mut continuing = Vec::new();
    for node in map.take_list(reader, "continuing") {
        let Some(mut map) = reader.map(node) else { continue };
        let expression = map.take("expr").and_then(|node| compiler.expression(reader, node, &Type::Bool));
        let text = map.need_text(reader, "text");
        let article = map.take_string(reader, "article").or_else(|| reader.article.clone());
        map.end(reader);
        continuing.extend(text.map(|text| Continuing { expression, text, article }));
    }
    continuing
}
