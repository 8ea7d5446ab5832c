//! What may be typed at a byte: keys at their place, names and functions in expressions, the classes of a scheme beside it.
//! Read from the text up to the byte alone, since what is being typed is rarely YAML yet.

use super::{
    functions::{FUNCTIONS, METHODS},
    hover::type_words,
    spot::{mapping, root_shape},
};
use crate::{
    facts::{FactDeclaration, FactType},
    language::Type,
    pack::{Files, Pack, Version},
    schema::{Kind, Shape},
    texts::sentence,
};
use vocabulary::Text;

/// What sort of thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Sort {
    /// A key of the YAML.
    Key,
    /// One of a closed set.
    Choice,
    /// A fact, or a field of a member.
    Fact,
    /// A derived value, parameter or table.
    Named,
    /// A function of the language.
    Function,
    /// A class of a scheme.
    Class,
}

/// One thing that may be typed.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Completion {
    /// As it is written.
    pub label: String,
    /// What sort.
    pub sort: Sort,
    /// What it is, for people.
    pub about: Text,
    /// What is put in.
    pub insert: String,
    /// From this byte on; up to the byte that was asked for.
    pub start: usize,
}

/// What may be typed at a byte of a file.
#[must_use]
pub fn completions(files: &Files, pack: Option<&Pack>, file: &str, byte: usize) -> Vec<Completion> {
    let Some(text) = files.get(file) else { return Vec::new() };
    let Some(before) = text.get(..byte) else { return Vec::new() };
    let top =
        |key: &str| text.lines().any(|line| line.strip_prefix(key).is_some_and(|rest| rest.starts_with(':')));
    let Some(root) = root_shape(top) else { return Vec::new() };
    let id = text
        .lines()
        .find_map(|line| line.strip_prefix("version:"))
        .map(|id| id.trim().trim_matches(['"', '\'']));
    let version = pack.and_then(|pack| pack.version(id?));
    let place = place(before);
    let Some((shape, named)) = walk(root, &place.path) else { return Vec::new() };
    let offer = Offer { pack, version, byte };
    match &place.value_of {
        None => shape.map(|shape| offer.keys(shape, place.partial)).unwrap_or_default(),
        Some(key) => {
            let kind = named.or_else(|| Some(shape?.key(key)?.kind));
            kind.map(|kind| offer.values(kind, &place, before)).unwrap_or_default()
        }
    }
}

/// Where the byte stands, as far as the text before it says.
#[derive(Debug, Default, PartialEq, Eq)]
struct Place<'t> {
    /// The keys around it, from the top.
    path: Vec<String>,
    /// The key whose value is being typed.
    value_of: Option<String>,
    /// The value so far.
    value: &'t str,
    /// The word so far.
    partial: &'t str,
}

/// Columns of a line: of its dash, of its key; and the key with what stands behind its colon.
struct Line<'t> {
    dash: Option<usize>,
    column: usize,
    key: Option<(&'t str, &'t str)>,
}

fn line(text: &str) -> Option<Line<'_>> {
    let mut rest = text.trim_start_matches(' ');
    if rest.is_empty() || rest.starts_with('#') {
        return None;
    }
    let mut column = text.len() - rest.len();
    let mut dash = None;
    while let Some(tail) = rest.strip_prefix("- ").or(if rest == "-" { Some("") } else { None }) {
        dash = Some(column);
        let inner = tail.trim_start_matches(' ');
        column += rest.len() - inner.len();
        rest = inner;
    }
    let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
    let key = rest.get(end..).and_then(|tail| tail.strip_prefix(':')).filter(|_| end > 0);
    let key = key.filter(|tail| tail.is_empty() || tail.starts_with(' '));
    Some(Line { dash, column, key: key.and_then(|tail| Some((rest.get(..end)?, tail.trim_start()))) })
}

fn place(before: &str) -> Place<'_> {
    let (earlier, current) = before.rsplit_once('\n').unwrap_or(("", before));
    let own = line(current);
    let (mut limit, dash) = own.as_ref().map_or((current.len(), None), |own| (own.column, own.dash));
    if let Some(dash) = dash {
        limit = dash + 1;
    }
    let mut place = Place::default();
    let mut parents: Vec<String> = Vec::new();
    // A line without a key below a key that opens a block goes on with its value.
    let continues = own.as_ref().is_some_and(|own| own.key.is_none() && own.dash.is_none());
    let mut opened: Option<(String, usize)> = None;
    for (number, text) in earlier.lines().enumerate().collect::<Vec<_>>().into_iter().rev() {
        let Some(found) = line(text) else { continue };
        let Some((key, value)) = found.key else {
            if let Some(dash) = found.dash.filter(|dash| *dash < limit) {
                limit = dash + 1;
            }
            continue;
        };
        if found.column < limit {
            let opens = matches!(value, ">-" | ">" | "|" | "|-" | ">+" | "|+");
            if continues && parents.is_empty() && opens {
                opened = Some((key.to_owned(), number));
            } else {
                parents.push(key.to_owned());
            }
            limit = found.dash.map_or(found.column, |dash| dash + 1);
        } else if found.column == limit && found.dash.is_some() {
            limit = found.dash.map_or(limit, |dash| dash + 1);
        }
    }
    parents.reverse();
    place.path = parents;
    if let Some((key, number)) = opened {
        place.value_of = Some(key);
        let start = before.match_indices('\n').nth(number).map_or(before.len(), |(at, _)| at + 1);
        place.value = before.get(start..).unwrap_or_default();
        place.partial = last_word(place.value);
        return place;
    }
    let rest = match &own {
        Some(own) => current.get(own.column..).unwrap_or_default(),
        None => "",
    };
    flow(rest, &mut place);
    place
}

fn last_word(text: &str) -> &str {
    let start = text
        .char_indices()
        .rev()
        .take_while(|(_, c)| c.is_ascii_alphanumeric() || *c == '_')
        .last()
        .map_or(text.len(), |(at, _)| at);
    text.get(start..).unwrap_or_default()
}

/// What a line says from its first key on: brackets open, keys, the value so far.
fn flow<'t>(text: &'t str, place: &mut Place<'t>) {
    let mut quote: Option<char> = None;
    let mut open: Vec<Option<String>> = Vec::new();
    let mut key: Option<String> = None;
    let mut start = 0;
    // Brackets inside a plain expression belong to it.
    let mut inner = 0_usize;
    for (at, c) in text.char_indices() {
        let so_far = text.get(start..at).unwrap_or_default().trim();
        match (quote, c) {
            (Some(open), c) if c == open => quote = None,
            (Some(_), _) => {}
            (None, '"' | '\'') if so_far.is_empty() => quote = Some(c),
            (None, ':')
                if key.is_none()
                    && text.get(at + 1..).is_some_and(|tail| tail.is_empty() || tail.starts_with(' ')) =>
            {
                key = Some(so_far.trim_matches(['"', '\'']).to_owned());
                start = at + 1;
            }
            (None, '{' | '[') if so_far.is_empty() => {
                open.push(key.take());
                // An item of a list is a value of the list's key.
                if c == '[' {
                    key = open.last().cloned().flatten().map(|_| "[]".to_owned());
                }
                start = at + 1;
            }
            (None, '[' | '(') => inner += 1,
            (None, ']' | ')') if inner > 0 => inner -= 1,
            (None, '}' | ']') => {
                key = open.pop().flatten();
                start = at + 1;
            }
            (None, ',') if inner == 0 && !open.is_empty() => {
                if key.as_deref() != Some("[]") {
                    key = None;
                }
                start = at + 1;
            }
            _ => {}
        }
    }
    let value = text.get(start..).unwrap_or_default().trim_start();
    let mut path: Vec<String> = open.into_iter().flatten().filter(|key| key != "[]").collect();
    if key.as_deref() == Some("[]") {
        key = path.pop();
    }
    place.path.append(&mut path);
    place.value_of = key;
    place.value = value;
    place.partial = last_word(value);
}

/// The mapping a path leads to, or what each of its named values is.
fn walk(root: &'static Shape, path: &[String]) -> Option<(Option<&'static Shape>, Option<Kind>)> {
    let mut here = Some(root);
    let mut named: Option<Kind> = None;
    for key in path {
        if let Some(kind) = named.take() {
            here = mapping(kind);
            if here.is_none() {
                named = Some(kind);
            }
            continue;
        }
        let kind = here?.key(key)?.kind;
        match kind {
            Kind::Named(of) => {
                here = None;
                named = Some(*of);
            }
            Kind::Text => return None,
            kind => here = Some(mapping(kind)?),
        }
    }
    Some((here, named))
}

struct Offer<'a> {
    pack: Option<&'a Pack>,
    version: Option<&'a Version>,
    byte: usize,
}

impl Offer<'_> {
    fn one(&self, label: &str, sort: Sort, about: Text, partial: &str) -> Completion {
        let start = self.byte - partial.len();
        Completion { label: label.to_owned(), sort, about, insert: label.to_owned(), start }
    }

    fn keys(&self, shape: &Shape, partial: &str) -> Vec<Completion> {
        let keys = shape.keys.iter().filter(|key| key.name.starts_with(partial));
        keys.map(|key| {
            let mut one = self.one(key.name, Sort::Key, shape.about(key), partial);
            one.insert = format!("{}: ", key.name);
            one
        })
        .collect()
    }

    fn values(&self, kind: Kind, place: &Place<'_>, before: &str) -> Vec<Completion> {
        let partial = place.partial;
        let plain = |names: &[&str]| -> Vec<Completion> {
            let names = names.iter().filter(|name| name.starts_with(partial));
            names.map(|name| self.one(name, Sort::Choice, Text::default(), partial)).collect()
        };
        let Some(pack) = self.pack else {
            return match kind {
                Kind::Bool => plain(&["true", "false"]),
                Kind::Choice(names) => plain(names),
                _ => Vec::new(),
            };
        };
        match kind {
            Kind::Bool => plain(&["true", "false"]),
            Kind::Choice(names) => plain(names),
            Kind::List(of) => self.values(*of, place, before),
            Kind::Either(a, b) => {
                let mut all = self.values(*a, place, before);
                all.extend(self.values(*b, place, before));
                all
            }
            Kind::Expression => self.expression(pack, place.value),
            Kind::Scheme => {
                let schemes =
                    pack.vocabulary.schemes().iter().filter(|scheme| scheme.name.starts_with(partial));
                schemes.map(|one| self.one(&one.name, Sort::Named, one.title.clone(), partial)).collect()
            }
            Kind::Source => {
                let sources = pack.sources.iter().filter(|source| source.id.starts_with(partial));
                let about = |text: &str| Text::new(text, text);
                sources.map(|one| self.one(&one.id, Sort::Named, about(&one.text), partial)).collect()
            }
            Kind::Fact => self.facts(pack, partial),
            Kind::Measure => {
                let measures = self.version.into_iter().flat_map(|version| &version.measures);
                let measures = measures.filter(|measure| measure.id.starts_with(partial));
                measures.map(|one| self.one(&one.id, Sort::Named, one.title.clone(), partial)).collect()
            }
            _ => Vec::new(),
        }
    }

    fn facts(&self, pack: &Pack, partial: &str) -> Vec<Completion> {
        let facts = pack.vocabulary.facts().iter().filter(|fact| fact.name.starts_with(partial));
        facts.map(|fact| self.one(&fact.name, Sort::Fact, about_fact(fact), partial)).collect()
    }

    fn expression(&self, pack: &Pack, value: &str) -> Vec<Completion> {
        // The quote that YAML needs around an expression is not part of it.
        let value = value.strip_prefix('\'').unwrap_or(value);
        let quotes = value.matches('"').count();
        if quotes % 2 == 1 {
            let Some((head, partial)) = value.rsplit_once('"') else { return Vec::new() };
            return self.classes(pack, head, partial);
        }
        let partial = last_word(value);
        let head = value.get(..value.len() - partial.len()).unwrap_or_default();
        let call = |(name, call): &(&str, &str)| {
            let about = sentence(&format!("function-{name}"), &[]);
            let about = Text::new(format!("{call} · {}", about.zh), format!("{call} · {}", about.en));
            self.one(name, Sort::Function, about, partial)
        };
        if head.ends_with('.') {
            let methods = METHODS.iter().filter(|(name, _)| name.starts_with(partial)).map(call);
            let fields = pack.vocabulary.facts().iter().flat_map(FactDeclaration::fields);
            let fields = fields.filter(|field| field.name.starts_with(partial));
            let fields = fields.map(|field| self.one(&field.name, Sort::Fact, about_fact(field), partial));
            return methods.chain(fields).collect();
        }
        let mut all = Vec::new();
        if let Some(version) = self.version {
            let derived = version.derived.iter().map(|derived| (&derived.name, &derived.title));
            let parameters = version.parameters.iter().map(|parameter| (&parameter.name, &parameter.title));
            let tables = version.tables.iter().map(|table| (&table.name, &table.title));
            for (name, title) in derived.chain(parameters).chain(tables) {
                if name.starts_with(partial) {
                    all.push(self.one(name, Sort::Named, title.clone(), partial));
                }
            }
        }
        all.extend(self.facts(pack, partial));
        all.extend(FUNCTIONS.iter().filter(|(name, _)| name.starts_with(partial)).map(call));
        for word in ["true", "false", "on"].into_iter().filter(|word| word.starts_with(partial)) {
            all.push(self.one(word, Sort::Choice, Text::default(), partial));
        }
        all
    }

    /// The classes that fit inside quotes behind `head`: beside a comparison, in a list, as a key of a table.
    fn classes(&self, pack: &Pack, head: &str, partial: &str) -> Vec<Completion> {
        let head = head.trim_end();
        let signs = ["==", "!=", "<=", ">=", "<", ">"];
        let compared = signs.into_iter().find_map(|sign| head.strip_suffix(sign)).map(str::trim_end);
        let in_list = || {
            let (before, _) = head.rsplit_once('[')?;
            before.trim_end().strip_suffix(" in").map(str::trim_end)
        };
        let scheme = match compared.or_else(in_list) {
            Some(operand) => self.scheme_of(pack, last_word(operand)),
            None => self.table_key(head),
        };
        let Some(scheme) = scheme.and_then(|name| pack.vocabulary.scheme(&name)) else { return Vec::new() };
        let classes = scheme.values.iter().filter(|class| class.id.starts_with(partial));
        classes
            .map(|class| {
                let mut one = self.one(&class.id, Sort::Class, class.title.clone(), "");
                one.start = self.byte - partial.len();
                one
            })
            .collect()
    }

    fn scheme_of(&self, pack: &Pack, name: &str) -> Option<String> {
        let of_type =
            |kind: &Type| if let Type::Class(scheme) = kind { Some(scheme.to_string()) } else { None };
        let facts = pack.vocabulary.facts();
        let declared = facts.iter().chain(facts.iter().flat_map(FactDeclaration::fields));
        let mut named = declared.filter(|fact| fact.name == name);
        if let Some(FactDeclaration { kind: FactType::Enum { scheme }, .. }) = named.next() {
            return Some(scheme.clone());
        }
        let version = self.version?;
        let derived = version.derived.iter().find(|derived| derived.name == name);
        let parameter = version.parameters.iter().find(|parameter| parameter.name == name);
        derived
            .and_then(|derived| of_type(derived.expression.type_of()))
            .or_else(|| of_type(parameter?.type_of()))
    }

    /// `sums["`, `sums[a, "`.
    fn table_key(&self, head: &str) -> Option<String> {
        let (before, keys) = head.rsplit_once('[')?;
        let table = self.version?.tables.iter().find(|table| table.name == last_word(before))?;
        table.keys.get(keys.matches(',').count())?.scheme.clone()
    }
}

fn about_fact(fact: &FactDeclaration) -> Text {
    let kind = type_words(fact);
    let kind = kind.trim_matches('`');
    Text::new(format!("{} · {kind}", fact.title.zh), format!("{} · {kind}", fact.title.en))
}
