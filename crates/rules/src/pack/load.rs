//! Loads a pack: `pack.yaml`, the files it names, and what can only be checked across them.

use super::{
    Citation, Files, Mark, Pack, Version,
    load_cases::{declare_limits, read_events},
    load_facts::read_facts,
    load_version::{PackFrame, read_version},
    outcomes::resolve_outcomes,
    overlay::{Base, Body, extends_nodes, file_of, lay_over, no_base, read_base},
    places::Places,
    reader::Reader,
    yaml::{self, Node},
};
use crate::{
    facts::{EVENT, Vocabulary},
    finding::{Code, Finding},
};

/// Loads and checks a pack from its files.
///
/// # Errors
/// Every mistake found, by file, line and column. Warnings do not refuse: see [`Pack::warnings`].
pub fn load(files: &Files) -> Result<Pack, Vec<Finding>> {
    let mut findings = Vec::new();
    let pack = read_pack(files, &mut findings);
    findings.sort();
    findings.dedup();
    let (warnings, errors): (Vec<_>, Vec<_>) = findings.into_iter().partition(Finding::is_warning);
    match pack {
        Some(pack) if errors.is_empty() => Ok(Pack { warnings, ..pack }),
        _ => Err(errors),
    }
}

fn read_file<'f>(files: &'f Files, reader: &mut Reader<'_>, node: &Node) -> Option<(String, &'f str)> {
    let path = reader.path(node)?;
    let text = files.get(&path);
    if text.is_none() {
        reader.report(node.finding(reader.file(), Code::FileMissing).with("path", &path));
    }
    Some((path, text?))
}

fn read_pack(files: &Files, findings: &mut Vec<Finding>) -> Option<Pack> {
    let Some(text) = files.get("pack.yaml") else {
        findings.push(Finding::new("pack.yaml", 1, 1, Code::FileMissing).with("path", "pack.yaml"));
        return None;
    };
    let root = yaml::read("pack.yaml", text, findings)?;
    let mut reader = Reader::new("pack.yaml", findings);
    let mut map = reader.map(&root)?;
    let id = map.need_name(&mut reader, "pack");
    let title = map.need_text(&mut reader, "title");
    let place = map.need(&mut reader, "place").and_then(|node| {
        let text = reader.string(node)?;
        let place = text.parse().ok();
        if place.is_none() {
            reader.report(node.finding(reader.file(), Code::NotAPlace).with("found", text));
        }
        place
    });
    let currency = map.need(&mut reader, "currency").and_then(|node| reader.currency(node));
    let sources = map.take_list(&mut reader, "sources").iter().filter_map(|node| citation(&mut reader, node));
    let sources: Vec<Citation> = sources.collect();
    let extends_node = map.take("extends");
    let event_nodes = map.take_list(&mut reader, "events");
    let version_by_node = map.take("version_by");
    let fact_nodes = map.need(&mut reader, "facts").map(|node| reader.list(node)).unwrap_or_default();
    let version_nodes = map.need(&mut reader, "versions").map(|node| reader.list(node)).unwrap_or_default();
    map.end(&mut reader);
    if let Some(node) = root.get("versions").filter(|_| version_nodes.is_empty()) {
        reader.report(node.finding("pack.yaml", Code::KeyMissing).with("key", "versions"));
    }
    for (index, source) in sources.iter().enumerate() {
        if sources.iter().take(index).any(|other| other.id == source.id) {
            reader.report(root.finding("pack.yaml", Code::IdTwice).with("id", &source.id));
        }
    }
    let fact_files: Vec<_> =
        fact_nodes.iter().filter_map(|node| read_file(files, &mut reader, node)).collect();
    let version_files: Vec<_> =
        version_nodes.iter().filter_map(|node| read_file(files, &mut reader, node)).collect();
    let base = extends_node.and_then(|node| read_base_files(files, &mut reader, node));
    let mut sources = sources;
    if let Some(base) = &base {
        // Its own sources come first; of the base's those that it does not name itself.
        let own: Vec<String> = sources.iter().map(|source| source.id.clone()).collect();
        sources.extend(base.sources.iter().filter(|source| !own.contains(&source.id)).cloned());
    }
    let currency = currency?;
    let mut vocabulary = Vocabulary::default();
    let fact_roots = read_facts(&fact_files, currency, &mut vocabulary, findings);
    read_events(&mut Reader::new("pack.yaml", findings), event_nodes, &mut vocabulary);
    let mut roots = Vec::new();
    for (path, text) in &version_files {
        let Some(mut root) = yaml::read(path, text, findings) else { continue };
        let own = id.clone().zip(title.clone()).map(|(pack, title)| Body { pack, title });
        let mut overlay = None;
        match (&base, own) {
            (Some(base), Some(own)) => {
                let mut reader = Reader::new(path, findings);
                let before = root.get("overlays").is_some();
                match lay_over(&mut reader, (path, &root), base, &own) {
                    Some((whole, laid)) => (root, overlay) = (whole, Some(laid)),
                    None if before => continue,
                    None => {}
                }
            }
            _ => findings.extend(no_base(path, &root)),
        }
        for (node, name) in declare_limits(&root, currency, &mut vocabulary) {
            findings.push(node.finding(path, Code::NameTwice).with("name", name));
        }
        roots.push((path.clone(), root, overlay));
    }
    let frame = PackFrame { currency, sources: &sources, vocabulary: &vocabulary };
    let mut versions: Vec<Version> = Vec::new();
    let mut places = Vec::new();
    for (path, root, overlay) in roots {
        let path = &path;
        let Some(mut version) = read_version(path, &root, &frame, findings) else { continue };
        version.arrangements.overlay = overlay;
        let twice = versions.iter().find(|other| other.id == version.id);
        if twice.is_some() {
            let node = root.get("version").unwrap_or(&root);
            findings.push(node.finding(path, Code::IdTwice).with("id", &version.id));
        }
        let same_start = versions
            .iter()
            .find(|other| other.family == version.family && other.in_force.from == version.in_force.from);
        if let Some(other) = same_start {
            let node = root.get("in_force").unwrap_or(&root);
            let finding = node.finding(path, Code::VersionsSameStart);
            findings.push(finding.with("version", &other.id).with("date", version.in_force.from));
        }
        places.push((path.clone(), root));
        versions.push(version);
    }
    resolve_exclusions(&mut versions, &places, findings);
    resolve_outcomes(&mut versions, findings);
    check_keeps(&versions, &places, findings);
    let version_by = version_by_node
        .map(|node| read_version_by(&mut Reader::new("pack.yaml", findings), node, &vocabulary, &versions))
        .unwrap_or_default();
    let extended = named_of(extends_node, &mut Reader::new("pack.yaml", findings));
    let named: Vec<String> =
        fact_files.into_iter().chain(version_files).map(|(path, _)| path).chain(extended).collect();
    let fingerprint = files.fingerprint(&named);
    let warnings = Vec::new();
    let others = std::iter::once(("pack.yaml".to_owned(), root)).chain(fact_roots).collect();
    Some(Pack {
        id: id?,
        title: title?,
        place: place?,
        currency,
        sources,
        vocabulary,
        versions,
        version_by,
        warnings,
        fingerprint,
        places: Places::new(places, others),
    })
}

/// The paths of the files of the pack that is extended.
fn named_of(extends: Option<&Node>, reader: &mut Reader<'_>) -> Vec<String> {
    let Some((pack, versions)) = extends.and_then(|node| extends_nodes(reader, node)) else {
        return Vec::new();
    };
    std::iter::once(pack).chain(versions).filter_map(|node| reader.path(node)).collect()
}

/// The pack that is extended: its own words of itself, and the versions that are named.
fn read_base_files(files: &Files, reader: &mut Reader<'_>, node: &Node) -> Option<Base> {
    let (pack, versions) = extends_nodes(reader, node)?;
    let mut found = Vec::new();
    for node in std::iter::once(pack).chain(versions) {
        found.push(read_file(files, reader, node)?);
    }
    let mut roots = Vec::new();
    for (path, text) in found {
        roots.push((path.clone(), yaml::read(&path, text, reader.findings())?));
    }
    let mut roots = roots.into_iter();
    let (path, root) = roots.next()?;
    let mut base = read_base(&mut Reader::new(&path, reader.findings()), &root, citation);
    base.versions = roots.collect();
    Some(base)
}

fn citation(reader: &mut Reader<'_>, node: &Node) -> Option<Citation> {
    let mut map = reader.map(node)?;
    let id = map.need(reader, "id").and_then(|node| reader.string(node));
    let marks = [("L", Mark::L), ("O", Mark::O), ("S", Mark::S), ("D", Mark::D)];
    let mark = map.need(reader, "mark").and_then(|node| reader.choice(node, &marks));
    let text = map.need(reader, "text").and_then(|node| reader.string(node));
    let place = map.take_string(reader, "where").unwrap_or_default();
    let read_on = map.take_date(reader, "read_on");
    map.end(reader);
    Some(Citation { id: id?, mark: mark?, text: text?, place, read_on })
}

/// `{talent: submission}`: the family whose version the day of an event chooses.
fn read_version_by(
    reader: &mut Reader<'_>,
    node: &Node,
    vocabulary: &Vocabulary,
    versions: &[Version],
) -> Vec<(String, usize)> {
    let mut chosen = Vec::new();
    let yaml::Kind::Map(entries) = &node.kind else {
        reader.report(node.finding("pack.yaml", Code::WrongShape).with("expected", "map"));
        return chosen;
    };
    for (family, event) in entries {
        if !versions.iter().any(|version| version.family == family.name) {
            let finding = Finding::new("pack.yaml", family.line, family.column, Code::FamilyUnknown);
            reader.report(finding.with("family", &family.name));
        }
        let Some(name) = reader.name(event) else { continue };
        match vocabulary.index_of(&format!("{EVENT}.{name}")) {
            Some(index) => chosen.push((family.name.clone(), index)),
            None => reader.report(event.finding("pack.yaml", Code::EventUnknown).with("event", name)),
        }
    }
    chosen
}

/// Whom an earlier version keeps, that version must be there.
fn check_keeps(versions: &[Version], places: &[(String, Node)], findings: &mut Vec<Finding>) {
    for (version, (file, root)) in versions.iter().zip(places) {
        for keep in &version.arrangements.keeps {
            let known = |other: &Version| {
                other.id == keep.under && other.family == version.family && other.id != version.id
            };
            if !versions.iter().any(known) {
                let node = root.get("keeps").unwrap_or(root);
                findings.push(node.finding(file, Code::VersionUnknown).with("version", &keep.under));
            }
        }
    }
}

/// Finds the measures that exclusions name: `rent` in the same version, `talent/v2/rent` in another.
fn resolve_exclusions(versions: &mut [Version], places: &[(String, Node)], findings: &mut Vec<Finding>) {
    let known: Vec<(String, String, Vec<String>)> = versions
        .iter()
        .map(|version| {
            let ids = version.measures.iter().map(|measure| measure.id.clone()).collect();
            (version.family.clone(), version.id.clone(), ids)
        })
        .collect();
    for (version, (file, root)) in versions.iter_mut().zip(places) {
        let own = version.id.clone();
        for measure in &mut version.measures {
            for exclusion in &mut measure.not_with {
                let parts: Vec<&str> = exclusion.measure.split('/').collect();
                let wanted = match parts.as_slice() {
                    [measure] => Some((None, own.as_str(), *measure)),
                    [family, version, measure] => Some((Some(*family), *version, *measure)),
                    _ => None,
                };
                let found = wanted.filter(|(family, version, measure)| {
                    known.iter().any(|(known_family, known_version, ids)| {
                        family.is_none_or(|family| family == known_family)
                            && version == known_version
                            && ids.iter().any(|id| id == measure)
                    })
                });
                let node = exclusion_place(root, &measure.id, &exclusion.measure).unwrap_or(root);
                let file = file_of(root, &measure.id).unwrap_or(file);
                match found.map(|(_, version, measure)| (version.to_owned(), measure.to_owned())) {
                    None => findings
                        .push(node.finding(file, Code::MeasureUnknown).with("measure", &exclusion.measure)),
                    Some((version, other)) if version == own && other == measure.id => {
                        findings.push(node.finding(file, Code::ExcludesItself).with("measure", other));
                    }
                    Some((version, other)) => (exclusion.version, exclusion.measure) = (version, other),
                }
            }
        }
    }
}

fn exclusion_place<'n>(root: &'n Node, measure: &str, other: &str) -> Option<&'n Node> {
    let is = |node: &Node, key: &str, wanted: &str| matches!(node.get(key).map(|node| &node.kind), Some(yaml::Kind::Scalar { text, .. }) if text == wanted);
    let items =
        |node: &'n Node| if let yaml::Kind::List(items) = &node.kind { items.as_slice() } else { &[] };
    let measure = items(root.get("measures")?).iter().find(|node| is(node, "id", measure))?;
    items(measure.get("not_with")?).iter().find(|node| is(node, "measure", other))?.get("measure")
}
