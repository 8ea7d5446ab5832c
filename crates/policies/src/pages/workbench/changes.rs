//! What a draft changes in the edition it was begun from: measure by measure in words, and line by line in its files.

use super::{change_tag, draft_id, file_href, href, lines};
use crate::{
    model::FileChange,
    pages::{compare::ChangedMeasure, differences::Differences, views::Speaker},
    queries::{Work, compared, versions_only_in},
};
use askama::Template;
use axum::{extract::Path, response::Html};
use platform::{
    acts::Outcome,
    components::{Content, Page, Table, Tag},
    pages::show,
    web::Caller,
};
use rules::pack::Pack;

#[derive(Template)]
#[template(path = "policies/workbench/changes.html")]
struct ChangesPage {
    page: Page,
    title: String,
    back: String,
    /// Whether the draft loads: else nothing can be told by measure.
    is_loaded: bool,
    versions: Vec<VersionRow>,
    /// In words: versions that only one of the two has.
    only: Vec<String>,
    files: Vec<FileRow>,
}

struct VersionRow {
    title: String,
    overview: Table,
    changed: Vec<ChangedMeasure>,
}

struct FileRow {
    path: String,
    href: String,
    tag: Option<Tag>,
    differing: Option<Content>,
}

pub(super) async fn show_changes(caller: Caller, Path(id): Path<String>) -> Outcome<Html<String>> {
    let id = draft_id(&caller, &id)?;
    let work = Work::load(&caller.app, &mut caller.app.database().read().await?, id).await?;
    let page = caller.page();
    let base = work.base()?;
    let (versions, only) = match &work.checked.pack {
        Some(pack) => (by_measure(&caller, &page, &base, pack), only(&page, &base, pack)),
        None => (Vec::new(), Vec::new()),
    };
    let changed = work.files.iter().filter(|file| match file.change() {
        FileChange::Same => false,
        FileChange::Added => file.content.is_some(),
        FileChange::Changed | FileChange::Removed => true,
    });
    let files = changed.map(|file| FileRow {
        path: file.path.clone(),
        href: file_href(id, &file.path),
        tag: change_tag(&page, file.change()),
        differing: lines::differing(
            file.base.as_deref().unwrap_or_default(),
            file.content.as_deref().unwrap_or_default(),
        ),
    });
    show(&ChangesPage {
        title: work.draft.title.clone(),
        back: href(id),
        is_loaded: work.checked.pack.is_some(),
        versions,
        only,
        files: files.collect(),
        page,
    })
}

fn by_measure(caller: &Caller, page: &Page, base: &Pack, pack: &Pack) -> Vec<VersionRow> {
    let speaker = Speaker::new(&caller.app, caller.lang, &pack.vocabulary);
    let row = |found: &rules::pack::Comparison| {
        let (before, after) = (base.version(&found.before)?, pack.version(&found.after)?);
        let heads = (page.t("policies-changes-before"), page.t("policies-changes-after"));
        let words = Differences { speaker, pack, before, after, heads };
        Some(VersionRow {
            title: speaker.text(&after.title),
            overview: words.overview(found),
            changed: found.measures.iter().filter_map(|measure| words.changed(measure)).collect(),
        })
    };
    compared(base, pack).iter().filter_map(row).collect()
}

fn only(page: &Page, base: &Pack, pack: &Pack) -> Vec<String> {
    let said = |key: &'static str| move |version: String| page.t1(key, "version", version);
    let added = versions_only_in(pack, base).into_iter().map(said("policies-changes-version-added"));
    let removed = versions_only_in(base, pack).into_iter().map(said("policies-changes-version-removed"));
    added.chain(removed).collect()
}
