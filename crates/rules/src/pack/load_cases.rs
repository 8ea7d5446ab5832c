//! Reads what brings facts of its own: named events, subjects beside the person, limits; and whom an earlier version keeps.

use super::{
    Arrangements, Keep, Limit, LimitPer, LimitPeriod, Points,
    compile::Compiler,
    load_facts::read_fact,
    load_groups::read_groups,
    load_version::{PackFrame, read_sources},
    reader::{Map, Reader},
    yaml::{Kind, Node},
};
use crate::{
    facts::{
        DefaultValue, EVENT, Entity, FactDeclaration, FactDefault, FactType, Group, Sensitivity, USED,
        Vocabulary,
    },
    finding::Code,
    language::Type,
    texts::sentence,
};
use jiff::civil::Date;
use vocabulary::{Currency, Money, Text};

/// `firm.headcount`: the facts of a subject are named after it.
pub(super) fn read_entities(
    reader: &mut Reader<'_>,
    nodes: &[Node],
    currency: Currency,
    vocabulary: &mut Vocabulary,
) {
    for node in nodes {
        let Some(mut map) = reader.map(node) else { continue };
        let id = map.need_name(reader, "id");
        let title = map.need_text(reader, "title");
        let holds_months = map.take("holds_months").and_then(|node| reader.count(node));
        let facts = map.need(reader, "facts").map(|node| reader.list(node)).unwrap_or_default();
        map.end(reader);
        let (Some(id), Some(title)) = (id, title) else { continue };
        let taken = id == EVENT || id == USED || vocabulary.fact(&id).is_some();
        if taken || !vocabulary.add_entity(Entity { id: id.clone(), title, holds_months }) {
            reader.report(node.finding(reader.file(), Code::NameTwice).with("name", &id));
            continue;
        }
        for node in facts {
            let Some(fact) = read_fact(reader, node, currency, vocabulary, false) else { continue };
            let name = format!("{id}.{}", fact.name);
            if !vocabulary.add_fact(FactDeclaration { name: name.clone(), ..fact }) {
                reader.report(node.finding(reader.file(), Code::NameTwice).with("name", name));
            }
        }
    }
}

fn own_fact(name: String, kind: FactType, title: Text, question: Text) -> FactDeclaration {
    let group = name.split('.').next().unwrap_or_default().to_owned();
    FactDeclaration {
        name,
        kind,
        group,
        title,
        question,
        hint: None,
        may_be_none: false,
        personal: Sensitivity::Plain,
        default: None,
    }
}

fn add_group(vocabulary: &mut Vocabulary, id: &str) {
    vocabulary.add_group(Group { id: id.to_owned(), title: sentence(&format!("group-{id}"), &[]) });
}

/// The named events of a pack: each a date given with the case, the day of assessment only where that is declared.
pub(super) fn read_events(reader: &mut Reader<'_>, nodes: &[Node], vocabulary: &mut Vocabulary) {
    for node in nodes {
        let Some(mut map) = reader.map(node) else { continue };
        let id = map.need_name(reader, "id");
        let title = map.need_text(reader, "title");
        let question = map.take_text(reader, "question");
        let on = map.take("default").and_then(|node| reader.choice(node, &[("on", ())]));
        map.end(reader);
        let (Some(id), Some(title)) = (id, title) else { continue };
        let name = format!("{EVENT}.{id}");
        add_group(vocabulary, EVENT);
        let question = question.unwrap_or_else(|| ask("event-question", &title));
        let mut fact = own_fact(name.clone(), FactType::Date, title, question);
        fact.default = on.map(|()| FactDefault {
            value: DefaultValue::On,
            text: sentence("event-default", &[]),
            article: None,
        });
        if !vocabulary.add_fact(fact) {
            reader.report(node.finding(reader.file(), Code::NameTwice).with("name", name));
        }
    }
}

/// A question about something by its title, in both languages.
fn ask(key: &str, title: &Text) -> Text {
    let (zh, en) =
        (sentence(key, &[("title", title.zh.clone())]), sentence(key, &[("title", title.en.clone())]));
    Text::new(zh.zh, en.en)
}

fn written(node: &Node) -> Option<&str> {
    if let Kind::Scalar { text, .. } = &node.kind { Some(text) } else { None }
}

/// The facts that limits bring, before any expression is read: `used.<id>`, a number or an amount.
pub(super) fn declare_limits(
    root: &Node,
    currency: Currency,
    vocabulary: &mut Vocabulary,
) -> Vec<(Node, String)> {
    let mut twice = Vec::new();
    let Some(Kind::List(nodes)) = root.get("limits").map(|node| &node.kind) else { return twice };
    for node in nodes {
        let Some(id) = node.get("id").and_then(written) else { continue };
        let name = format!("{USED}.{id}");
        let kind = match node.get("amount") {
            Some(_) => FactType::Money { currency, min: Some(0), max: None },
            None => FactType::Int { min: Some(0), max: None },
        };
        let text = |key: &str| {
            let language = |code: &str| node.get(key)?.get(code).and_then(written).map(str::to_owned);
            Some(Text::new(language("zh")?, language("en")?))
        };
        let title = text("title").unwrap_or_else(|| Text::new(id.to_owned(), id.to_owned()));
        let question = text("question").unwrap_or_else(|| ask("limit-question", &title));
        add_group(vocabulary, USED);
        // The same limit in another version of the pack counts on; one of another kind would be another limit.
        match vocabulary.fact(&name) {
            Some(fact) if fact.kind == kind => {}
            Some(_) => twice.push((node.clone(), name)),
            None => {
                vocabulary.add_fact(own_fact(name, kind, title, question));
            }
        }
    }
    twice
}

pub(super) fn read_limits(
    reader: &mut Reader<'_>,
    nodes: &[Node],
    compiler: &Compiler<'_>,
    frame: &PackFrame<'_>,
) -> Vec<Limit> {
    let mut limits: Vec<Limit> = Vec::new();
    for node in nodes {
        let Some(mut map) = reader.map(node) else { continue };
        reader.article = map.take_string(reader, "article");
        let article = reader.article.clone();
        let id = map.need_name(reader, "id");
        let title = map.need_text(reader, "title");
        map.take_text(reader, "question");
        let per = map.need(reader, "per").and_then(|node| reader.choice(node, LimitPer::ALL));
        let period = map.need(reader, "period").and_then(|node| reader.choice(node, LimitPeriod::ALL));
        let (count, amount) = (map.take("count"), map.take("amount"));
        let most = match (count, amount) {
            (Some(count), None) => compiler.expression(reader, count, &Type::Int),
            (None, Some(amount)) => {
                let stated = stated_amount(amount, frame.currency);
                compiler.expression(reader, stated.as_ref().unwrap_or(amount), &Type::Money(frame.currency))
            }
            _ => {
                let finding = node.finding(reader.file(), Code::KeysTogether);
                reader.report(finding.with("keys", "count, amount"));
                None
            }
        };
        let mut measures = Vec::new();
        for node in map.need(reader, "measures").map(|node| reader.list(node)).unwrap_or_default() {
            measures.extend(reader.string(node));
        }
        let sources = read_sources(reader, &mut map, frame);
        map.end(reader);
        reader.article = None;
        let (Some(id), Some(title), Some(per), Some(period), Some(most)) = (id, title, per, period, most)
        else {
            continue;
        };
        let Some(used) = frame.vocabulary.index_of(&format!("{USED}.{id}")) else { continue };
        if limits.iter().any(|other| other.id == id) {
            reader.report(node.finding(reader.file(), Code::IdTwice).with("id", &id));
        }
        limits.push(Limit { id, title, per, period, most, measures, article, sources, used });
    }
    limits
}

/// An amount written as it is, as an expression.
fn stated_amount(node: &Node, currency: Currency) -> Option<Node> {
    let text = written(node)?;
    Money::parse(text, currency).ok()?;
    let kind = Kind::Scalar { text: format!("money(\"{text}\")"), plain: true, one_line: false };
    Some(Node { kind, ..node.clone() })
}

/// What the version arranges, and the nodes from which it is read.
pub(super) struct ArrangementNodes<'n> {
    limits: &'n [Node],
    keeps: &'n [Node],
    groups: &'n [Node],
    pub(super) points: &'n [Node],
}

pub(super) fn take_arrangements<'n>(reader: &mut Reader<'_>, map: &mut Map<'n>) -> ArrangementNodes<'n> {
    ArrangementNodes {
        limits: map.take_list(reader, "limits"),
        keeps: map.take_list(reader, "keeps"),
        groups: map.take_list(reader, "groups"),
        points: map.take_list(reader, "points"),
    }
}

pub(super) fn read_arrangements(
    reader: &mut Reader<'_>,
    nodes: &ArrangementNodes<'_>,
    compiler: &Compiler<'_>,
    frame: &PackFrame<'_>,
    measures: &[super::Measure],
    points: Vec<Points>,
) -> Arrangements {
    let limits = read_limits(reader, nodes.limits, compiler, frame);
    for (limit, node) in limits.iter().zip(nodes.limits) {
        for name in limit.measures.iter().filter(|name| !measures.iter().any(|measure| measure.id == **name))
        {
            reader.report(node.finding(reader.file(), Code::MeasureUnknown).with("measure", name));
        }
    }
    let groups = read_groups(reader, nodes.groups, compiler, measures);
    Arrangements { limits, keeps: read_keeps(reader, nodes.keeps, compiler), groups, points, overlay: None }
}

fn read_keeps(reader: &mut Reader<'_>, nodes: &[Node], compiler: &Compiler<'_>) -> Vec<Keep> {
    let mut keeps = Vec::new();
    for node in nodes {
        let Some(mut map) = reader.map(node) else { continue };
        reader.article = map.take_string(reader, "article");
        let article = reader.article.clone();
        let who = map.need(reader, "who").and_then(|node| compiler.expression(reader, node, &Type::Bool));
        let under = map.need_name(reader, "under");
        let until = map.take_date(reader, "until");
        let text = map.need_text(reader, "text");
        map.end(reader);
        reader.article = None;
        if let (Some(who), Some(under), Some(text)) = (who, under, text) {
            keeps.push(Keep { who, under, until, text, article });
        }
    }
    keeps
}

/// A date, or the later or the earlier of several: `{later_of: [2024-01-01, 2024-03-01]}`.
pub(super) fn read_combined_date(reader: &mut Reader<'_>, node: &Node) -> Option<Date> {
    if !matches!(node.kind, Kind::Map(_)) {
        return reader.date(node);
    }
    let mut map = reader.map(node)?;
    let (later, earlier) = (map.take("later_of"), map.take("earlier_of"));
    map.end(reader);
    let mut dates = |node: &Node| {
        let nodes = reader.list(node);
        nodes.iter().map(|node| reader.date(node)).collect::<Vec<_>>().into_iter().collect::<Option<Vec<_>>>()
    };
    match (later, earlier) {
        (Some(later), None) => dates(later)?.into_iter().max(),
        (None, Some(earlier)) => dates(earlier)?.into_iter().min(),
        _ => {
            let finding = node.finding(reader.file(), Code::KeysTogether);
            reader.report(finding.with("keys", "later_of, earlier_of"));
            None
        }
    }
}
