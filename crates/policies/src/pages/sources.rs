//! The sources of a pack, each with how well it is known.

use super::views::{Speaker, letter};
use crate::queries::find_pack;
use askama::Template;
use axum::{extract::Path, response::Html};
use platform::{acts::Outcome, components::Page, pages::show, web::Caller};
use rules::pack::{Citation, Mark};

#[derive(Template)]
#[template(path = "policies/sources.html")]
struct SourcesPage {
    page: Page,
    title: String,
    pack_href: String,
    marks: Vec<(&'static str, String)>,
    sources: Vec<SourceLine>,
}

/// A source in full.
pub(super) struct SourceLine {
    pub(super) id: String,
    pub(super) letter: &'static str,
    pub(super) meaning: String,
    pub(super) text: String,
    pub(super) place: String,
    pub(super) read_on: Option<String>,
}

impl SourceLine {
    pub(super) fn of(speaker: Speaker<'_>, source: &Citation) -> Self {
        Self {
            id: source.id.clone(),
            letter: letter(source.mark),
            meaning: speaker.mark(source.mark),
            text: source.text.clone(),
            place: source.place.clone(),
            read_on: source
                .read_on
                .map(|day| speaker.t1("policies-source-read-on", "date", speaker.date(day))),
        }
    }
}

/// The marks and what they mean.
pub(super) fn marks(speaker: Speaker<'_>) -> Vec<(&'static str, String)> {
    let explain = |mark: Mark| (letter(mark), speaker.t(&format!("policies-mark-{}-long", letter(mark))));
    [Mark::L, Mark::O, Mark::S, Mark::D].into_iter().map(explain).collect()
}

/// The sources of a pack.
///
/// # Errors
/// `policies.pack_unknown`.
pub(super) async fn show_sources(caller: Caller, Path(id): Path<String>) -> Outcome<Html<String>> {
    let pack = find_pack(&caller.app, Some(&id))?;
    let speaker = Speaker::new(&caller.app, caller.lang, &pack.vocabulary);
    show(&SourcesPage {
        page: caller.page(),
        title: speaker.text(&pack.title),
        pack_href: format!("/policies/{}", pack.id),
        marks: marks(speaker),
        sources: pack.sources.iter().map(|source| SourceLine::of(speaker, source)).collect(),
    })
}
