//! What an editor asks, answered from `rules::editing`.

use super::{
    desk::Desk,
    places::{byte, normal, path, range, uri},
};
use jiff::civil::Date;
use lsp_types::{
    CompletionItem, CompletionItemKind, CompletionParams, CompletionTextEdit, DidChangeTextDocumentParams,
    DidCloseTextDocumentParams, DidOpenTextDocumentParams, DidSaveTextDocumentParams,
    DocumentFormattingParams, GotoDefinitionParams, Hover, HoverContents, HoverParams, Location,
    MarkupContent, MarkupKind, PublishDiagnosticsParams, TextEdit,
};
use rules::editing;
use serde::de::DeserializeOwned;
use serde_json::Value;

type Answer = serde_json::Result<Value>;
type Published = serde_json::Result<Vec<PublishDiagnosticsParams>>;

fn read<T: DeserializeOwned>(params: Value) -> serde_json::Result<T> {
    serde_json::from_value(params)
}

pub fn opened(desk: &mut Desk, params: Value) -> Published {
    let document = read::<DidOpenTextDocumentParams>(params)?.text_document;
    let Some(path) = path(&document.uri) else { return Ok(Vec::new()) };
    desk.put(path.clone(), document.text);
    Ok(desk.mistakes(&path))
}

pub fn changed(desk: &mut Desk, params: Value) -> Published {
    let params = read::<DidChangeTextDocumentParams>(params)?;
    let Some(path) = path(&params.text_document.uri) else { return Ok(Vec::new()) };
    // Each change carries the whole text: that is what was agreed on.
    if let Some(change) = params.content_changes.into_iter().next_back() {
        desk.put(path.clone(), change.text);
    }
    Ok(desk.mistakes(&path))
}

pub fn saved(desk: &mut Desk, params: Value) -> Published {
    let params = read::<DidSaveTextDocumentParams>(params)?;
    Ok(path(&params.text_document.uri).map(|path| desk.mistakes(&path)).unwrap_or_default())
}

pub fn closed(desk: &mut Desk, params: Value) -> Published {
    let params = read::<DidCloseTextDocumentParams>(params)?;
    let Some(path) = path(&params.text_document.uri) else { return Ok(Vec::new()) };
    desk.close(&path);
    Ok(desk.mistakes(&path))
}

pub fn hover(desk: &Desk, params: Value, today: Date) -> Answer {
    let place = read::<HoverParams>(params)?.text_document_position_params;
    let found = path(&place.text_document.uri).and_then(|path| {
        let seen = desk.seen(&path)?;
        let text = seen.files.get(&seen.name)?;
        let byte = byte(text, place.position);
        let found = editing::hover(&seen.files, seen.pack, &seen.name, byte, today)?;
        let value = found.text.get(desk.lang()).to_owned();
        Some(Hover {
            contents: HoverContents::Markup(MarkupContent { kind: MarkupKind::Markdown, value }),
            range: Some(range(text, found.start, found.end)),
        })
    });
    serde_json::to_value(found)
}

pub fn definition(desk: &Desk, params: Value) -> Answer {
    let place = read::<GotoDefinitionParams>(params)?.text_document_position_params;
    let found = path(&place.text_document.uri).and_then(|path| {
        let seen = desk.seen(&path)?;
        let text = seen.files.get(&seen.name)?;
        let found = editing::definition(&seen.files, &seen.name, byte(text, place.position))?;
        let target = seen.files.get(&found.file)?;
        let uri = uri(&normal(&seen.folder.join(&found.file)))?;
        Some(Location { uri, range: range(target, found.start, found.end) })
    });
    serde_json::to_value(found)
}

pub fn completion(desk: &Desk, params: Value) -> Answer {
    let place = read::<CompletionParams>(params)?.text_document_position;
    let found = path(&place.text_document.uri).and_then(|path| {
        let seen = desk.seen(&path)?;
        let text = seen.files.get(&seen.name)?;
        let byte = byte(text, place.position);
        let offered = editing::completions(&seen.files, seen.pack, &seen.name, byte);
        let item = |one: editing::Completion| CompletionItem {
            kind: Some(match one.sort {
                editing::Sort::Key => CompletionItemKind::PROPERTY,
                editing::Sort::Choice => CompletionItemKind::KEYWORD,
                editing::Sort::Fact => CompletionItemKind::FIELD,
                editing::Sort::Named => CompletionItemKind::VARIABLE,
                editing::Sort::Function => CompletionItemKind::FUNCTION,
                editing::Sort::Class => CompletionItemKind::ENUM_MEMBER,
            }),
            detail: Some(one.about.get(desk.lang()).to_owned()).filter(|about| !about.is_empty()),
            text_edit: Some(CompletionTextEdit::Edit(TextEdit {
                range: range(text, one.start, byte),
                new_text: one.insert,
            })),
            label: one.label,
            ..CompletionItem::default()
        };
        Some(offered.into_iter().map(item).collect::<Vec<_>>())
    });
    serde_json::to_value(found.unwrap_or_default())
}

pub fn formatting(desk: &Desk, params: Value) -> Answer {
    let document = read::<DocumentFormattingParams>(params)?.text_document;
    let edits = path(&document.uri).and_then(|path| {
        let text = desk.text(&path)?;
        let formatted = editing::format(&text);
        // One edit of everything, and none where nothing changes.
        let edit = TextEdit { range: range(&text, 0, text.len()), new_text: formatted.clone() };
        Some(if formatted == text { Vec::new() } else { vec![edit] })
    });
    serde_json::to_value(edits.unwrap_or_default())
}
