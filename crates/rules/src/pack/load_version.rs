//! Reads one version of an instrument.

use super::{
    Citation, Derived, Gap, InForce, Parameter, Table, Version,
    compile::{Compiler, is_free, order},
    load_cases::{read_arrangements, read_combined_date, take_arrangements},
    load_figures::read_figures,
    load_measure::read_measure,
    load_points,
    load_tables::{read_parameter, read_table, read_type},
    prepare::prepare,
    reader::{Map, Reader},
    yaml::Node,
};
use crate::{
    facts::{FactDeclaration, FactType, Vocabulary},
    finding::{Code, Finding},
    language::{Named, Names, TableShape, Type},
    limits,
};
use jiff::civil::Date;
use vocabulary::{Currency, Text};

/// What a version needs to know of its pack.
pub(super) struct PackFrame<'a> {
    pub(super) currency: Currency,
    pub(super) sources: &'a [Citation],
    pub(super) vocabulary: &'a Vocabulary,
}

/// The ids of sources, each of which the pack must list.
pub(super) fn read_sources(reader: &mut Reader<'_>, map: &mut Map<'_>, frame: &PackFrame<'_>) -> Vec<String> {
    let mut sources = Vec::new();
    for node in map.take_list(reader, "source") {
        let Some(id) = reader.string(node) else { continue };
        if !frame.sources.iter().any(|source| source.id == id) {
            reader.report(node.finding(reader.file(), Code::SourceUnknown).with("id", &id));
        }
        sources.push(id);
    }
    sources
}

pub(super) fn read_gaps(reader: &mut Reader<'_>, map: &mut Map<'_>) -> Vec<Gap> {
    let mut gaps: Vec<Gap> = Vec::new();
    for node in map.take_list(reader, "gaps") {
        let Some(mut gap) = reader.map(node) else { continue };
        let id = gap.need_name(reader, "id");
        let article = gap.take_string(reader, "article");
        let note = gap.need_text(reader, "note");
        gap.end(reader);
        let (Some(id), Some(note)) = (id, note) else { continue };
        if gaps.iter().any(|other| other.id == id) {
            reader.report(node.finding(reader.file(), Code::IdTwice).with("id", &id));
        }
        gaps.push(Gap { id, article, note });
    }
    gaps
}

fn read_in_force(reader: &mut Reader<'_>, node: &Node) -> Option<InForce> {
    let mut map = reader.map(node)?;
    let from = map.need(reader, "from").and_then(|node| read_combined_date(reader, node));
    let until = map.take("until").and_then(|node| read_combined_date(reader, node));
    let after_not_read = map.take_date(reader, "after_not_read");
    map.end(reader);
    let from = from?;
    if [until, after_not_read].into_iter().flatten().any(|date| date < from) {
        reader.report(node.finding(reader.file(), Code::DatesReversed));
    }
    Some(InForce { from, until, after_not_read })
}

struct Header {
    id: Option<String>,
    family: Option<String>,
    title: Option<Text>,
    short: Option<Text>,
    number: Option<String>,
    issued: Option<Date>,
    in_force: Option<InForce>,
    known_from: Option<Date>,
    language: String,
    sources: Vec<String>,
    gaps: Vec<Gap>,
}

fn read_header(reader: &mut Reader<'_>, map: &mut Map<'_>, frame: &PackFrame<'_>) -> Header {
    // These two were followed before: what lies underneath is in the map already.
    map.take("overlays");
    map.take("removes");
    Header {
        id: map.need_name(reader, "version"),
        family: map.need_name(reader, "family"),
        title: map.need_text(reader, "title"),
        short: map.need_text(reader, "short"),
        number: map.take_string(reader, "number"),
        issued: map.take_date(reader, "issued"),
        in_force: map.need(reader, "in_force").and_then(|node| read_in_force(reader, node)),
        known_from: map.take_date(reader, "known_from"),
        language: map.take_string(reader, "language").unwrap_or_else(|| "zh".to_owned()),
        sources: read_sources(reader, map, frame),
        gaps: read_gaps(reader, map),
    }
}

pub(super) fn read_version(
    file: &str,
    root: &Node,
    frame: &PackFrame<'_>,
    findings: &mut Vec<Finding>,
) -> Option<Version> {
    let mut reader = Reader::new(file, findings);
    let reader = &mut reader;
    let mut map = reader.map(root)?;
    let header = read_header(reader, &mut map, frame);
    let parameter_nodes = map.take_list(reader, "parameters");
    let parameters = parameter_nodes.iter().filter_map(|node| read_parameter(reader, node, frame));
    let parameters: Vec<Parameter> = parameters.collect();
    reader.article = None;
    let table_nodes = map.take_list(reader, "tables");
    let tables: Vec<Table> = table_nodes.iter().filter_map(|node| read_table(reader, node, frame)).collect();
    reader.article = None;
    let figures = read_figures(reader, &mut map, frame);
    let arrangement_nodes = take_arrangements(reader, &mut map);
    let mut derived_nodes = map.take_list(reader, "derived");
    if let Some(excess) = derived_nodes.get(limits::DERIVED) {
        reader.report(excess.finding(file, Code::YamlTooLarge));
        derived_nodes = &[];
    }
    let measure_nodes = map.take_list(reader, "measures");
    map.end(reader);

    let mut names = Names::default();
    // What did not read is still a name, or every use of it would be reported too.
    declare_all(reader, frame, &mut names, parameter_nodes, |name| {
        let index = parameters.iter().position(|parameter| parameter.name == name)?;
        Some(Named::Parameter(index))
    });
    names.parameters = parameters.iter().map(|parameter| parameter.kind.clone()).collect();
    declare_all(reader, frame, &mut names, table_nodes, |name| {
        Some(Named::Table(tables.iter().position(|table| table.name == name)?))
    });
    names.tables = tables.iter().map(shape).collect();
    names.figures = figures.names();
    let declared = read_derived_types(reader, derived_nodes, frame, &mut names);
    let mut next = declared.len();
    let plans = load_points::plan(reader, arrangement_nodes.points, frame, &mut next);
    declare_points(reader, frame, &mut names, &plans);
    let first_values: Vec<(String, Option<Date>)> = parameters
        .iter()
        .map(|parameter| (parameter.name.clone(), parameter.values.first().map(|dated| dated.from)))
        .collect();
    let mut compiler = Compiler {
        vocabulary: frame.vocabulary,
        names: &names,
        currency: frame.currency,
        from: header.in_force.map(|in_force| in_force.from),
        parameters: &first_values,
        reach: Vec::new(),
        rank: Vec::new(),
    };
    let mut derived = read_derived(reader, &declared, &compiler, frame);
    let mut complete = derived.len() == declared.len();
    let mut points = None;
    if complete {
        let figures = (tables.as_slice(), parameters.as_slice());
        points = load_points::compile(reader, &plans, &compiler, &mut derived, figures);
        complete = points.is_some();
    }
    let direct: Vec<Vec<usize>> = derived.iter().map(|derived| derived.expression.code.derived()).collect();
    if complete {
        let found = order(&direct);
        report_cycle(reader, &found.cycle, &declared);
        load_points::report_cycle(reader, &plans, &found.cycle, declared.len());
        for (derived, reach) in derived.iter_mut().zip(&found.reach) {
            // The last of them is the value itself.
            derived.expression.needs =
                reach.split_last().map(|(_, others)| others.to_vec()).unwrap_or_default();
        }
        (compiler.rank, compiler.reach) = (found.rank, found.reach);
    }
    let mut measures = Vec::new();
    for node in measure_nodes {
        let before = measures.len();
        measures.extend(read_measure(reader, node, &compiler, frame));
        reader.article = None;
        if let Some(last) = measures.get(before)
            && measures.iter().take(before).any(|other| other.id == last.id)
        {
            let place = node.get("id").unwrap_or(node);
            reader.report(place.finding(file, Code::IdTwice).with("id", &last.id));
        }
    }
    let arrangements = read_arrangements(
        reader,
        &arrangement_nodes,
        &compiler,
        frame,
        &measures,
        points.unwrap_or_default(),
    );
    let in_force = header.in_force?;
    let mut version = Version {
        id: header.id?,
        family: header.family?,
        title: header.title?,
        short: header.short?,
        number: header.number,
        issued: header.issued,
        in_force,
        known_from: header.known_from.or(header.issued).unwrap_or(in_force.from),
        language: header.language,
        sources: header.sources,
        gaps: header.gaps,
        parameters,
        tables,
        figures,
        arrangements,
        derived,
        measures,
        slots: 0,
    };
    prepare(&mut version);
    Some(version)
}

fn shape(table: &Table) -> TableShape {
    TableShape {
        keys: table.keys.iter().map(|key| key.kind.clone()).collect(),
        value: table.kind.clone(),
        banded: table.has_bands(),
    }
}

fn declare(reader: &mut Reader<'_>, frame: &PackFrame<'_>, names: &mut Names, node: &Node, named: Named) {
    let Some(name_node) = node.get("name") else { return };
    let Some(name) = reader.string(name_node) else { return };
    if !is_free(&name) {
        reader.report(name_node.finding(reader.file(), Code::NameReserved).with("name", &name));
    }
    if frame.vocabulary.fact(&name).is_some() || names.by_name.contains_key(&name) {
        reader.report(name_node.finding(reader.file(), Code::NameTwice).with("name", &name));
        return;
    }
    names.by_name.insert(name, named);
}

/// The total under the name of the points, and whether it is passed.
fn declare_points(
    reader: &mut Reader<'_>,
    frame: &PackFrame<'_>,
    names: &mut Names,
    plans: &[load_points::Plan<'_>],
) {
    for plan in plans {
        declare(reader, frame, names, plan.node(), Named::Derived(plan.total));
        names.totals.push(plan.total);
        let passed = format!("{}_passed", plan.name);
        if frame.vocabulary.fact(&passed).is_some() || names.by_name.contains_key(&passed) {
            reader.report(plan.node().finding(reader.file(), Code::NameTwice).with("name", &passed));
        }
        names.by_name.insert(passed, Named::Derived(plan.passed));
        for kind in plan.types() {
            names.derived.push(kind);
            names.derived_of.push(None);
        }
    }
}

fn declare_all(
    reader: &mut Reader<'_>,
    frame: &PackFrame<'_>,
    names: &mut Names,
    nodes: &[Node],
    find: impl Fn(&str) -> Option<Named>,
) {
    for node in nodes {
        let text = node.get("name").and_then(|name| match &name.kind {
            super::yaml::Kind::Scalar { text, .. } => Some(text.clone()),
            _ => None,
        });
        if let Some(named) = text.and_then(|name| find(&name)) {
            declare(reader, frame, names, node, named);
        }
    }
}

/// A derived value whose name and type are known.
struct Declared<'n> {
    name: String,
    kind: Type,
    /// The list of whose members it is a value.
    list: Option<usize>,
    node: &'n Node,
}

fn read_derived_types<'n>(
    reader: &mut Reader<'_>,
    nodes: &'n [Node],
    frame: &PackFrame<'_>,
    names: &mut Names,
) -> Vec<Declared<'n>> {
    let mut declared = Vec::new();
    for node in nodes {
        let Some(mut map) = reader.map(node) else { continue };
        let name = map.need_name(reader, "name");
        let kind = read_type(reader, &mut map, frame);
        let list_node = map.take("of");
        let list = list_node.and_then(|node| read_list_name(reader, node, frame));
        // Without its list it would be taken for a value of the case.
        let (Some(name), Some(kind), true) = (name, kind, list_node.is_some() == list.is_some()) else {
            continue;
        };
        let named = match list {
            None => Named::Derived(declared.len()),
            Some(list) => {
                let fields =
                    frame.vocabulary.facts().get(list).map(FactDeclaration::fields).unwrap_or_default();
                if fields.iter().any(|field| field.name == name) {
                    let place = node.get("name").unwrap_or(node);
                    reader.report(place.finding(reader.file(), Code::NameTwice).with("name", &name));
                }
                Named::DerivedOf(declared.len())
            }
        };
        declare(reader, frame, names, node, named);
        names.derived.push(kind.clone());
        names.derived_of.push(list);
        declared.push(Declared { name, kind, list, node });
    }
    declared
}

/// The number of the list of facts that a name means.
fn read_list_name(reader: &mut Reader<'_>, node: &Node, frame: &PackFrame<'_>) -> Option<usize> {
    let name = reader.name(node)?;
    let Some(index) = frame.vocabulary.index_of(&name) else {
        reader.report(node.finding(reader.file(), Code::FactUnknown).with("name", &name));
        return None;
    };
    let is_list = frame.vocabulary.fact(&name).is_some_and(|fact| matches!(fact.kind, FactType::List { .. }));
    if !is_list {
        reader.report(node.finding(reader.file(), Code::NotAList).with("name", &name));
    }
    is_list.then_some(index)
}

fn read_derived(
    reader: &mut Reader<'_>,
    declared: &[Declared<'_>],
    compiler: &Compiler<'_>,
    frame: &PackFrame<'_>,
) -> Vec<Derived> {
    let mut derived = Vec::new();
    for Declared { name, kind, list, node } in declared {
        let Some(mut map) = reader.map(node) else { continue };
        for key in ["name", "type", "scheme", "currency", "of"] {
            map.take(key);
        }
        reader.article = map.take_string(reader, "article");
        let article = reader.article.clone();
        let title = map.need_text(reader, "title");
        let expression =
            map.need(reader, "expr").and_then(|node| compiler.derived(reader, node, kind, *list));
        let sources = read_sources(reader, &mut map, frame);
        map.end(reader);
        reader.article = None;
        if let (Some(title), Some(expression)) = (title, expression) {
            let of = list.and_then(|list| frame.vocabulary.facts().get(list)).map(|fact| fact.name.clone());
            derived.push(Derived {
                name: name.clone(),
                title,
                of,
                expression,
                list: *list,
                article,
                sources,
            });
        }
    }
    derived
}

fn report_cycle(reader: &mut Reader<'_>, cycle: &[usize], declared: &[Declared<'_>]) {
    let names: Vec<&str> =
        cycle.iter().filter_map(|index| declared.get(*index)).map(|derived| derived.name.as_str()).collect();
    if let Some(first) = cycle.first().and_then(|index| declared.get(*index)) {
        let place = first.node.get("expr").unwrap_or(first.node);
        reader.report(place.finding(reader.file(), Code::DerivedCycle).with("names", names.join(", ")));
    }
}
