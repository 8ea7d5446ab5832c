//! `wotu policy lsp`: a language server for packs on standard input and output. It marks mistakes while a pack is written,
//! says what a name means, leads to where it is declared, completes and formats. What it knows is `rules::editing`; here is
//! only how editors ask for it.

mod answers;
mod desk;
mod places;

use clap::Args;
use desk::Desk;
use jiff::{civil::Date, tz::TimeZone};
use lsp_server::{Connection, Message, Notification, Request, Response};
use lsp_types::{
    CompletionOptions, HoverProviderCapability, OneOf, ServerCapabilities, TextDocumentSyncCapability,
    TextDocumentSyncKind,
};
use platform::clock::Clock;
use std::process::ExitCode;
use vocabulary::Lang;

/// The protocol's numbers for what cannot be answered.
const METHOD_NOT_FOUND: i32 = -32601;
const INVALID_PARAMS: i32 = -32602;

/// Speaks the language server protocol.
#[derive(Args)]
pub struct LanguageServer {
    /// The day for which figures are shown; without it, today.
    #[arg(long, value_name = "DATE")]
    on: Option<Date>,
}

impl LanguageServer {
    /// Exit status 0 when the editor ends it.
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
                    connection.sender.send(Message::Response(answer(&mut desk, request, self.on)))?;
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

fn answer(desk: &mut Desk, request: Request, on: Option<Date>) -> Response {
    let today = on.unwrap_or_else(|| Clock::System.now().to_zoned(TimeZone::system()).date());
    let Request { id, method, params } = request;
    let answered = match method.as_str() {
        "textDocument/hover" => answers::hover(desk, params, today),
        "textDocument/definition" => answers::definition(desk, params),
        "textDocument/completion" => answers::completion(desk, params),
        "textDocument/formatting" => answers::formatting(desk, params),
        _ => {
            return Response::new_err(id, METHOD_NOT_FOUND, method);
        }
    };
    match answered {
        Ok(value) => Response::new_ok(id, value),
        Err(error) => Response::new_err(id, INVALID_PARAMS, error.to_string()),
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
