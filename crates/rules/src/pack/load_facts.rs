//! Reads the files of facts, groups and schemes into the pack's vocabulary.

use super::{
    compile::is_free,
    load_cases::read_entities,
    reader::{Map, Reader},
    yaml::{self, Node},
};
use crate::{
    facts::{
        Alike, Class, DefaultValue, FactDeclaration, FactDefault, FactType, Group, Ranks, Scheme,
        Sensitivity, Value, Vocabulary,
    },
    finding::{Code, Finding},
    texts::sentence,
};
use vocabulary::Currency;

/// Reads all files of facts, schemes first: a fact may name one that stands in a later file.
pub(super) fn read_facts(
    files: &[(String, &str)],
    currency: Currency,
    vocabulary: &mut Vocabulary,
    findings: &mut Vec<Finding>,
) -> Vec<(String, Node)> {
    let mut roots = Vec::new();
    for (path, text) in files {
        if let Some(root) = yaml::read(path, text, findings) {
            roots.push((path, root));
        }
    }
    for (path, root) in &roots {
        let mut reader = Reader::new(path, findings);
        let Some(mut map) = reader.map(root) else { continue };
        for node in map.take_list(&mut reader, "schemes") {
            if let Some(scheme) = read_scheme(&mut reader, node) {
                let name = scheme.name.clone();
                if !vocabulary.add_scheme(scheme) {
                    reader.report(node.finding(path, Code::NameTwice).with("name", name));
                }
            }
        }
        for node in map.take_list(&mut reader, "groups") {
            let Some(group) = read_group(&mut reader, node) else { continue };
            let id = group.id.clone();
            if !vocabulary.add_group(group) {
                reader.report(node.finding(path, Code::IdTwice).with("id", id));
            }
        }
        map.take("facts");
        map.take("entities");
        map.end(&mut reader);
    }
    for (path, root) in &roots {
        let mut reader = Reader::new(path, findings);
        let facts = root.get("facts").map(|node| reader.list(node)).unwrap_or_default();
        let entities = root.get("entities").map(|node| reader.list(node)).unwrap_or_default();
        read_entities(&mut reader, entities, currency, vocabulary);
        for node in facts {
            if let Some(fact) = read_fact(&mut reader, node, currency, vocabulary, false) {
                let name = fact.name.clone();
                if !is_free(&name) {
                    reader.report(node.finding(path, Code::NameReserved).with("name", &name));
                }
                if !vocabulary.add_fact(fact) {
                    reader.report(node.finding(path, Code::NameTwice).with("name", name));
                }
            }
        }
    }
    roots.into_iter().map(|(path, root)| (path.clone(), root)).collect()
}

fn read_group(reader: &mut Reader<'_>, node: &Node) -> Option<Group> {
    let mut map = reader.map(node)?;
    let id = map.need_name(reader, "id");
    let title = map.need_text(reader, "title");
    map.end(reader);
    Some(Group { id: id?, title: title? })
}

fn read_scheme(reader: &mut Reader<'_>, node: &Node) -> Option<Scheme> {
    let mut map = reader.map(node)?;
    let name = map.need_name(reader, "name");
    let title = map.need_text(reader, "title");
    let order = map.take("order");
    let alike = map.take("one_rank").and_then(|node| reader.choice(node, Alike::ALL));
    let ordered = match order {
        Some(_) => {
            if let Some(twice) = map.take("ordered") {
                let finding = twice.finding(reader.file(), Code::KeysTogether);
                reader.report(finding.with("keys", "order, ordered"));
            }
            Some(true)
        }
        None => map.need(reader, "ordered").and_then(|node| reader.bool(node)),
    };
    let values = map.need(reader, "values").map(|node| reader.list(node)).unwrap_or_default();
    let mut classes: Vec<Class> = Vec::new();
    for value in values {
        let Some(mut class) = reader.map(value) else { continue };
        let id = class.need(reader, "id").and_then(|node| reader.string(node));
        let title = class.need_text(reader, "title");
        class.end(reader);
        let (Some(id), Some(title)) = (id, title) else { continue };
        if classes.iter().any(|other| other.id == id) {
            reader.report(value.finding(reader.file(), Code::IdTwice).with("id", &id));
        }
        classes.push(Class { id, title });
    }
    map.end(reader);
    if classes.is_empty() {
        reader.report(node.finding(reader.file(), Code::KeyMissing).with("key", "values"));
    }
    let ranks = order.map(|order| read_ranks(reader, order, alike, &classes));
    let ranks = if let Some(ranks) = ranks { Some(ranks?) } else { None };
    Some(Scheme { name: name?, title: title?, ordered: ordered?, ranks, values: classes })
}

/// `order: [[A], [B, C], [D]]`, the highest rank first, each class once.
fn read_ranks(
    reader: &mut Reader<'_>,
    order: &Node,
    alike: Option<Alike>,
    classes: &[Class],
) -> Option<Ranks> {
    let mut rank_of_class = vec![None; classes.len()];
    let mut shared = false;
    for (rank, node) in (0_u16..).zip(reader.list(order)) {
        let ids = reader.list(node);
        shared |= ids.len() > 1;
        for node in ids {
            let id = reader.string(node)?;
            let class = classes.iter().position(|class| class.id == id);
            match class.and_then(|class| rank_of_class.get_mut(class)) {
                Some(place @ None) => *place = Some(rank),
                _ => {
                    reader.report(node.finding(reader.file(), Code::RanksClasses).with("classes", id));
                    return None;
                }
            }
        }
    }
    let missing = classes.iter().zip(&rank_of_class).filter(|(_, rank)| rank.is_none());
    let missing: Vec<&str> = missing.map(|(class, _)| class.id.as_str()).collect();
    if !missing.is_empty() {
        let finding = order.finding(reader.file(), Code::RanksClasses);
        reader.report(finding.with("classes", missing.join(", ")));
        return None;
    }
    // What two classes of one rank are to each other is never guessed.
    let alike = match alike {
        None if shared => {
            reader.report(order.finding(reader.file(), Code::KeyMissing).with("key", "one_rank"));
            return None;
        }
        alike => alike.unwrap_or(Alike::Equal),
    };
    Some(Ranks { rank_of_class: rank_of_class.into_iter().collect::<Option<_>>()?, alike })
}

pub(super) fn read_fact(
    reader: &mut Reader<'_>,
    node: &Node,
    currency: Currency,
    vocabulary: &Vocabulary,
    is_field: bool,
) -> Option<FactDeclaration> {
    let mut map = reader.map(node)?;
    let name = map.need_name(reader, "name");
    let kind = read_kind(reader, &mut map, currency, vocabulary, is_field);
    let group = if is_field { Some(String::new()) } else { map.need_name(reader, "group") };
    let title = map.need_text(reader, "title");
    let question = map.need_text(reader, "question");
    let hint = map.take_text(reader, "hint");
    let may_be_none = map.take_bool(reader, "may_be_none");
    let choices = [("plain", Sensitivity::Plain), ("sensitive", Sensitivity::Sensitive)];
    let default_node = if is_field { None } else { map.take("default") };
    let default = match (default_node, &kind) {
        (Some(node), Some(FactType::List { .. })) => {
            reader.report(node.finding(reader.file(), Code::DefaultNotHere));
            None
        }
        (Some(node), Some(kind)) => read_default(reader, node, kind, vocabulary),
        _ => None,
    };
    let personal = map.take("personal").and_then(|node| reader.choice(node, &choices)).unwrap_or_default();
    map.end(reader);
    Some(FactDeclaration {
        name: name?,
        kind: kind?,
        group: group?,
        title: title?,
        question: question?,
        hint,
        may_be_none,
        personal,
        default,
    })
}

fn read_kind(
    reader: &mut Reader<'_>,
    map: &mut Map<'_>,
    currency: Currency,
    vocabulary: &Vocabulary,
    is_field: bool,
) -> Option<FactType> {
    // A list of lists has no page to ask it on.
    let names: &[&str] = if is_field {
        &["bool", "int", "decimal", "money", "date", "string", "enum"]
    } else {
        &["bool", "int", "decimal", "money", "date", "string", "enum", "list", "periods"]
    };
    let choices: Vec<(&str, &str)> = names.iter().map(|name| (*name, *name)).collect();
    let kind = map.need(reader, "type").and_then(|node| reader.choice(node, &choices));
    match kind? {
        "bool" => Some(FactType::Bool),
        "int" => {
            let mut limit = |key| map.take(key).and_then(|node| reader.int(node));
            Some(FactType::Int { min: limit("min"), max: limit("max") })
        }
        "decimal" => {
            let mut limit = |key| map.take(key).and_then(|node| reader.decimal(node));
            Some(FactType::Decimal { min: limit("min"), max: limit("max") })
        }
        "money" => {
            let own = map.take("currency").and_then(|node| reader.currency(node)).unwrap_or(currency);
            let mut limit =
                |key| map.take(key).and_then(|node| reader.money(node, own)).map(|money| money.minor);
            Some(FactType::Money { currency: own, min: limit("min"), max: limit("max") })
        }
        "date" => Some(FactType::Date),
        "string" => Some(FactType::Text),
        "enum" => {
            let node = map.need(reader, "scheme")?;
            let scheme = reader.name(node)?;
            if vocabulary.scheme(&scheme).is_none() {
                reader.report(node.finding(reader.file(), Code::SchemeUnknown).with("name", &scheme));
                return None;
            }
            Some(FactType::Enum { scheme })
        }
        kind => {
            let periods = kind == "periods";
            let mut fields: Vec<FactDeclaration> = if periods { period_fields() } else { Vec::new() };
            let of = if periods { map.take("of") } else { map.need(reader, "of") };
            let nodes = of.map(|node| reader.list(node)).unwrap_or_default();
            for node in nodes {
                let Some(field) = read_fact(reader, node, currency, vocabulary, true) else { continue };
                if fields.iter().any(|other| other.name == field.name) {
                    reader.report(node.finding(reader.file(), Code::NameTwice).with("name", &field.name));
                }
                fields.push(field);
            }
            Some(FactType::List { fields })
        }
    }
}

/// `{value: …, text: …}`: what stands in for a fact that nobody told, and why.
fn read_default(
    reader: &mut Reader<'_>,
    node: &Node,
    kind: &FactType,
    vocabulary: &Vocabulary,
) -> Option<FactDefault> {
    let mut map = reader.map(node)?;
    let value_node = map.need(reader, "value");
    let text = map.need_text(reader, "text");
    let article = map.take_string(reader, "article");
    map.end(reader);
    let node = value_node?;
    let value = match kind {
        FactType::Bool => Value::Bool(reader.bool(node)?),
        FactType::Int { .. } => Value::Int(reader.int(node)?),
        FactType::Decimal { .. } => Value::Decimal(reader.decimal(node)?),
        FactType::Money { currency, .. } => Value::Money(reader.money(node, *currency)?),
        FactType::Date => Value::Date(reader.date(node)?),
        FactType::Text => Value::Text(reader.string(node)?),
        FactType::Enum { scheme } => {
            let id = reader.string(node)?;
            let scheme = vocabulary.scheme(scheme)?;
            if scheme.index_of(&id).is_none() {
                let finding = node.finding(reader.file(), Code::RowClassUnknown).with("class", id);
                reader.report(finding.with("scheme", &scheme.name).with("allowed", scheme.ids()));
                return None;
            }
            Value::Text(id)
        }
        FactType::List { .. } => return None,
    };
    Some(FactDefault { value: DefaultValue::Value(value), text: text?, article })
}

/// The fields that every list of periods has: its first day, and its last, which may be still to come.
fn period_fields() -> Vec<FactDeclaration> {
    let field = |name: &str, may_be_none| FactDeclaration {
        name: name.to_owned(),
        kind: FactType::Date,
        group: String::new(),
        title: sentence(&format!("period-{name}"), &[]),
        question: sentence(&format!("period-{name}-question"), &[]),
        hint: None,
        may_be_none,
        personal: Sensitivity::Plain,
        default: None,
    };
    vec![field("from", false), field("until", true)]
}
