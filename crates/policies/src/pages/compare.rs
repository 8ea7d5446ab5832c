//! What changed from one version to another: which measures are new or gone, and amounts and conditions before and after.

use super::{differences::Differences, views::Speaker};
use crate::queries::{find_pack, find_version};
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Html,
};
use platform::{
    acts::{Outcome, Stop},
    components::{Page, Select, Table},
    pages::show,
    web::Caller,
};
use rules::pack::{Pack, Version};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "policies/compare.html")]
struct ComparePage {
    page: Page,
    title: String,
    pack_title: String,
    pack_href: String,
    action: String,
    from: Select,
    to: Select,
    overview: Table,
    changed: Vec<ChangedMeasure>,
}

/// A measure that both versions have, and that differs.
pub(super) struct ChangedMeasure {
    pub(super) title: String,
    pub(super) differences: Table,
}

/// Which two versions; without them the last two of the pack's first family.
#[derive(Deserialize)]
pub(super) struct Which {
    from: Option<String>,
    to: Option<String>,
}

/// What changed.
///
/// # Errors
/// `policies.pack_unknown`, `policies.version_unknown`.
pub(super) async fn show_changes(
    caller: Caller,
    Path(id): Path<String>,
    Query(which): Query<Which>,
) -> Outcome<Html<String>> {
    let pack = find_pack(&caller.app, Some(&id))?;
    let speaker = Speaker::new(&caller.app, caller.lang, &pack.vocabulary);
    let (earlier, later) = last_two(&pack)?;
    let before = find_version(&pack, which.from.as_deref().unwrap_or(&earlier.id), "from")?;
    let after = find_version(&pack, which.to.as_deref().unwrap_or(&later.id), "to")?;
    let comparison = pack.compare(&before.id, &after.id);
    let comparison = comparison.ok_or_else(|| Stop::Internal("both versions are there".to_owned()))?;
    let select = |name: &str, key: String, chosen: &Version| {
        let options = pack.versions.iter().map(|version| (version.id.clone(), speaker.text(&version.short)));
        Select::new(name, key).options(options).value(chosen.id.as_str())
    };
    let (old, new) = (speaker.text(&before.short), speaker.text(&after.short));
    let words = Differences { speaker, pack: &pack, before, after, heads: (old.clone(), new.clone()) };
    show(&ComparePage {
        page: caller.page(),
        title: speaker.t2("policies-compare-title", "from", old, "to", new),
        pack_title: speaker.text(&pack.title),
        pack_href: format!("/policies/{}", pack.id),
        action: format!("/policies/{}/compare", pack.id),
        from: select("from", speaker.t("policies-compare-from"), before),
        to: select("to", speaker.t("policies-compare-to"), after),
        overview: words.overview(&comparison),
        changed: comparison.measures.iter().filter_map(|measure| words.changed(measure)).collect(),
    })
}

/// The last version, and the one before it in its family; the last two of the pack if no family has two.
fn last_two(pack: &Pack) -> Outcome<(&Version, &Version)> {
    let before = |later: &&Version| {
        let family = pack.versions.iter().filter(|v| v.family == later.family);
        family.filter(|v| v.in_force.from < later.in_force.from).max_by_key(|v| v.in_force.from)
    };
    let mut by_date: Vec<&Version> = pack.versions.iter().collect();
    by_date.sort_by_key(|version| std::cmp::Reverse(version.in_force.from));
    let pair = by_date.iter().find_map(|later| Some((before(later)?, *later)));
    pair.or_else(|| by_date.first().map(|only| (*only, *only)))
        .ok_or_else(|| Stop::Internal("a pack has a version".to_owned()))
}
