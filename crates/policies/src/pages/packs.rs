//! The packs as cards: what each is, its versions with their dates, and which of them applies today.

use super::views::Speaker;
use crate::{model::Standing, queries::shelf_of};
use askama::Template;
use axum::response::Html;
use jiff::civil::Date;
use platform::{
    acts::Outcome,
    components::{Page, Tag},
    pages::show,
    web::Caller,
};
use rules::pack::{Pack, Version};

#[derive(Template)]
#[template(path = "policies/packs.html")]
struct PacksPage {
    page: Page,
    cards: Vec<Card>,
}

struct Card {
    title: String,
    href: String,
    place: String,
    measures: String,
    versions: Vec<VersionLine>,
}

/// A version in a line: what people call it, when it applies, how it stands today.
pub(super) struct VersionLine {
    pub(super) short: String,
    pub(super) href: String,
    pub(super) dates: String,
    pub(super) tag: Tag,
}

impl VersionLine {
    pub(super) fn of(speaker: Speaker<'_>, pack: &Pack, version: &Version, today: Date) -> Self {
        Self {
            short: speaker.text(&version.short),
            href: format!("/policies/{}?version={}", pack.id, version.id),
            dates: dates(speaker, version),
            tag: standing_tag(speaker, Standing::of(pack, version, today)),
        }
    }
}

pub(super) fn dates(speaker: Speaker<'_>, version: &Version) -> String {
    let from = speaker.date(version.in_force.from);
    match (version.in_force.until, version.in_force.after_not_read) {
        (Some(until), _) => {
            let last = until.yesterday().unwrap_or(until);
            speaker.t2("policies-dates-until", "from", from, "until", speaker.date(last))
        }
        (None, Some(after)) => {
            speaker.t2("policies-dates-not-read", "from", from, "after", speaker.date(after))
        }
        (None, None) => speaker.t1("policies-dates-from", "from", from),
    }
}

pub(super) fn standing_tag(speaker: Speaker<'_>, standing: Standing) -> Tag {
    match standing {
        Standing::InForce => Tag::coloured(speaker.t("policies-standing-in-force"), "green"),
        Standing::NotRead => Tag::coloured(speaker.t("policies-standing-not-read"), "yellow"),
        Standing::Superseded => Tag::coloured(speaker.t("policies-standing-superseded"), "grey"),
        Standing::Ended => Tag::coloured(speaker.t("policies-standing-ended"), "grey"),
        Standing::ToCome => Tag::coloured(speaker.t("policies-standing-to-come"), "blue"),
    }
}

/// The packs of this installation.
///
/// # Errors
/// Our own failure, if the binary brought no shelf.
pub(super) async fn show_packs(caller: Caller) -> Outcome<Html<String>> {
    let app = &caller.app;
    let today = app.region().date_of(app.now());
    let card = |pack: &std::sync::Arc<Pack>| {
        let speaker = Speaker::new(app, caller.lang, &pack.vocabulary);
        let in_force: usize = pack.in_force(today, today).iter().map(|version| version.measures.len()).sum();
        let measures = in_force + pack.carried(today, today).len();
        Card {
            title: speaker.text(&pack.title),
            href: format!("/policies/{}", pack.id),
            place: speaker.place(&pack.place),
            measures: speaker.t1("policies-card-measures", "count", measures),
            versions: pack.versions.iter().rev().map(|v| VersionLine::of(speaker, pack, v, today)).collect(),
        }
    };
    let cards = shelf_of(app)?.packs().iter().map(card).collect();
    show(&PacksPage { page: caller.page(), cards })
}
