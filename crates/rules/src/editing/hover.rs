//! What is said about the thing at a byte: a fact's question, a figure's value on a day, the article it comes from.

use super::{
    functions::{FUNCTIONS, METHODS},
    located::{self, Located},
    spot::{at, word},
};
use crate::{
    facts::{FactDeclaration, FactType},
    pack::{Files, Pack, Version},
    schema::Kind,
    show::value_text,
    texts::sentence,
};
use jiff::civil::Date;
use vocabulary::Text;

/// What is said, in Markdown, and the bytes it is about.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Hover {
    /// In both languages.
    pub text: Text,
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

/// What is at a byte of a file. `on` is the day for which figures are shown.
#[must_use]
pub fn hover(files: &Files, pack: Option<&Pack>, file: &str, byte: usize, on: Date) -> Option<Hover> {
    let source = files.get(file)?;
    let root = located::read(source)?;
    let spot = at(&root, byte)?;
    if let (Some((start, end)), Some(key), Some(shape)) = (spot.on_key, spot.key, spot.shape) {
        return Some(Hover { text: shape.about(key), start, end });
    }
    let pack = pack?;
    let version = root.get("version").and_then(Located::text).and_then(|id| pack.version(id));
    let article = spot.around.iter().rev().find_map(|node| node.get("article").and_then(Located::text));
    let (found, (start, end)) = match spot.kind? {
        Kind::Expression => {
            let range = word(source, byte)?;
            let name = source.get(range.0..range.1)?;
            let quoted = source.get(..range.0).is_some_and(|before| before.ends_with(['"', '\'']));
            let class = || version.and_then(|version| class_at(pack, version, spot.node, source, byte));
            let found = if quoted { class() } else { None };
            (found.or_else(|| of_name(pack, version, name, on)), range)
        }
        kind => {
            let name = spot.node.text()?;
            let found = match kind {
                Kind::Source => pack.source(name).map(|source| {
                    let words = format!("[{:?}] {}\n\n{}", source.mark, source.text, source.place);
                    Text::new(words.clone(), words)
                }),
                Kind::Scheme => pack.vocabulary.scheme(name).map(|scheme| {
                    let list = |pick: fn(&Text) -> &String| {
                        let classes = scheme.values.iter();
                        classes
                            .map(|class| format!("- `{}` {}", class.id, pick(&class.title)))
                            .collect::<Vec<_>>()
                            .join("\n")
                    };
                    let words =
                        |pick: fn(&Text) -> &String| format!("**{}**\n\n{}", pick(&scheme.title), list(pick));
                    Text::new(words(|text| &text.zh), words(|text| &text.en))
                }),
                Kind::Measure => {
                    let id = name.rsplit('/').next().unwrap_or(name);
                    let here = version.and_then(|version| version.measure(id));
                    let measure =
                        here.or_else(|| pack.versions.iter().find_map(|version| version.measure(id)));
                    measure.map(|measure| bold(&measure.title))
                }
                _ => of_name(pack, None, name.split('[').next().unwrap_or(name), on),
            };
            (found, (spot.node.start, spot.node.end))
        }
    };
    let mut text = found?;
    if let Some(article) = article {
        text = join(text, &self::article(article));
    }
    Some(Hover { text, start, end })
}

/// The article something stands in, in words.
#[must_use]
pub fn article(article: &str) -> Text {
    sentence("hover-article", &[("article", article.to_owned())])
}

fn bold(title: &Text) -> Text {
    Text::new(format!("**{}**", title.zh), format!("**{}**", title.en))
}

/// A text with a line that is the same in both languages.
fn with(mut text: Text, line: &str) -> Text {
    text.zh = format!("{}\n\n{line}", text.zh);
    text.en = format!("{}\n\n{line}", text.en);
    text
}

fn join(mut text: Text, more: &Text) -> Text {
    text.zh = format!("{}\n\n{}", text.zh, more.zh);
    text.en = format!("{}\n\n{}", text.en, more.en);
    text
}

pub(super) fn type_words(fact: &FactDeclaration) -> String {
    match &fact.kind {
        FactType::Enum { scheme } => format!("`enum({scheme})`"),
        kind => format!("`{}`", kind.name()),
    }
}

fn of_name(pack: &Pack, version: Option<&Version>, name: &str, on: Date) -> Option<Text> {
    if let Some(version) = version {
        if let Some(derived) = version.derived.iter().find(|derived| derived.name == name) {
            let kind = format!("`{}`", derived.expression.type_of());
            let text = join(with(bold(&derived.title), &kind), &pack.plain(version, &derived.expression));
            return Some(with_article(text, derived.article.as_deref()));
        }
        if let Some(parameter) = version.parameters.iter().find(|parameter| parameter.name == name) {
            let value = parameter.dated_on(on, on);
            let line = match value {
                Some(dated) => {
                    format!("{on}: **{}** ({} –)", value_text(&pack.vocabulary, &dated.value), dated.from)
                }
                None => format!("{on}: ?"),
            };
            let text = with(bold(&parameter.title), &line);
            let text = with(text, &parameter.sources.join(", "));
            return Some(with_article(text, parameter.article.as_deref()));
        }
        if let Some(table) = version.tables.iter().find(|table| table.name == name) {
            let rows = table.rows.iter().take(12).map(|row| {
                format!("- {}: {}", row.when.join(", "), value_text(&pack.vocabulary, &row.value))
            });
            let text = with(bold(&table.title), &rows.collect::<Vec<_>>().join("\n"));
            return Some(with_article(text, table.article.as_deref()));
        }
    }
    if let Some(fact) = pack.vocabulary.fact(name) {
        return Some(join(with(bold(&fact.title), &type_words(fact)), &fact.question));
    }
    let fields = pack.vocabulary.facts().iter().flat_map(FactDeclaration::fields);
    if let Some(field) = fields.into_iter().find(|field| field.name == name) {
        return Some(join(with(bold(&field.title), &type_words(field)), &field.question));
    }
    let (name, call) = FUNCTIONS.iter().chain(METHODS).find(|(function, _)| *function == name)?;
    let call = format!("`{call}`");
    Some(join(Text::new(call.clone(), call), &sentence(&format!("function-{name}"), &[])))
}

fn with_article(text: Text, article: Option<&str>) -> Text {
    match article {
        Some(article) => join(text, &self::article(article)),
        None => text,
    }
}

/// The class that a quoted text of a checked expression stands for.
fn class_at(pack: &Pack, version: &Version, node: &Located, source: &str, byte: usize) -> Option<Text> {
    use crate::{evaluate::Val, language::Op};
    let text = node.text()?;
    let expression = crate::mutation::find(version, text)?;
    let bytes = node.bytes_in_source(source)?;
    let at = bytes.partition_point(|found| *found <= byte).checked_sub(1)?;
    let code = &expression.code;
    let constants = code.ops.iter().zip(&code.spans).filter(|(_, span)| span.start <= at && at <= span.end);
    constants.into_iter().find_map(|(op, _)| {
        let Op::Constant(Val::Class { scheme, index }) = op else { return None };
        let scheme = pack.vocabulary.schemes().get(*scheme)?;
        let class = scheme.values.get(*index)?;
        Some(join(bold(&class.title), &scheme.title))
    })
}
