//! `wotu policy lsp`: a language server for packs on standard input and output. It marks mistakes while a pack is written,
//! says what a name means, leads to where it is declared, completes and formats. What it knows is `rules::editing`; here is
//! only how editors ask for it.

mod answers;
mod desk;
mod places;

use clap::Args;
use desk::Desk;
use jiff::Zoned;
use lsp_server::{Connection, ErrorCode, Message, Notification, Request, Response};
use lsp_types::{
    CompletionOptions, HoverProviderCapability, OneOf, ServerCapabilities, TextDocumentSyncCapability,
    TextDocumentSyncKind,
};
use std::process::ExitCode;
use vocabulary::Lang;

/// Speaks the language server protocol.
#[derive(Args)]
pub struct LanguageServer {}

impl LanguageServer {
    /// Exit status 0 when the editor ends it.
    #[expect(clippy::unused_self, reason = "as every command")]
    pub fn run(self, lang: Lang) -> anyhow::Result<ExitCode> {
        let (connection, threads) = Connection::stdio();
        let capabilities = ServerCapabilities {
            text_document_sync: Some(TextDocumentSyncCapability::Kind(TextDocumentSyncKind::FULL)),
            hover_provider: Some(HoverProviderCapability::Simple(true)),
            definition_provider: Some(OneOf::Left(true)),
            document_formatting_provider: Some(OneOf::Left(true)),
            completion_provider: Some(CompletionOptions {
                trigger_characters: Some(vec!["\"".to_owned(), ".".to_owned()]),
                ..CompletionOptions::default()
            }),
            ..ServerCapabilities::default()
        };
        connection.initialize(serde_json::to_value(capabilities)?)?;
        let mut desk = Desk::new(lang);
        for message in &connection.receiver {
            match message {
                Message::Request(request) => {
                    if connection.handle_shutdown(&request)? {
                        break;
                    }
                    connection.sender.send(Message::Response(answer(&mut desk, request)))?;
                }
                Message::Notification(notification) => {
                    for out in heard(&mut desk, notification) {
                        connection.sender.send(Message::Notification(out))?;
                    }
                }
                Message::Response(_) => {}
            }
        }
        drop(connection);
        threads.join()?;
        Ok(ExitCode::SUCCESS)
    }
}

fn answer(desk: &mut Desk, request: Request) -> Response {
    // The day for which figures are shown is the reader's.
    let today = Zoned::now().date();
    let Request { id, method, params } = request;
    let answered = match method.as_str() {
        "textDocument/hover" => answers::hover(desk, params, today),
        "textDocument/definition" => answers::definition(desk, params),
        "textDocument/completion" => answers::completion(desk, params),
        "textDocument/formatting" => answers::formatting(desk, params),
        _ => {
            let unknown = ErrorCode::MethodNotFound as i32;
            return Response::new_err(id, unknown, method);
        }
    };
    match answered {
        Ok(value) => Response::new_ok(id, value),
        Err(error) => Response::new_err(id, ErrorCode::InvalidParams as i32, error.to_string()),
    }
}

/// What changed in the editor; what it is told in turn.
fn heard(desk: &mut Desk, notification: Notification) -> Vec<Notification> {
    let Notification { method, params } = notification;
    let published = match method.as_str() {
        "textDocument/didOpen" => answers::opened(desk, params),
        "textDocument/didChange" => answers::changed(desk, params),
        "textDocument/didSave" => answers::saved(desk, params),
        "textDocument/didClose" => answers::closed(desk, params),
        _ => return Vec::new(),
    };
    // What cannot be read of a notification is passed over: there is nobody to answer.
    let published = published.unwrap_or_default();
    let name = "textDocument/publishDiagnostics";
    published.into_iter().map(|params| Notification::new(name.to_owned(), params)).collect()
}
