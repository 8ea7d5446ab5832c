//! One pack: its versions on a line of time, the measures of those in force (or of the version asked for), and its gaps.

use super::{
    packs::{VersionLine, standing_tag},
    views::Speaker,
};
use crate::{
    model::Standing,
    queries::{find_pack, find_version},
};
use askama::Template;
use axum::{
    extract::{Path, Query},
    response::Html,
};
use jiff::civil::Date;
use platform::{
    acts::Outcome,
    components::{Content, Page, Timeline},
    pages::show,
    web::Caller,
};
use rules::pack::{Carried, Gap, Measure, Pack, Version};
use serde::Deserialize;

#[derive(Template)]
#[template(path = "policies/pack.html")]
struct PackPage {
    page: Page,
    title: String,
    lead: String,
    sources_href: String,
    timeline: Timeline,
    comparisons: Vec<(String, String)>,
    /// The versions whose measures are listed: those in force, or the one asked for.
    sections: Vec<VersionSection>,
    /// Whether the versions listed are those in force.
    is_today: bool,
}

struct VersionSection {
    id: String,
    title: String,
    line: VersionLine,
    number: Option<String>,
    /// Why only these of its measures are listed: the others were restated later.
    carried: Option<String>,
    measures: Vec<MeasureLine>,
    gaps: Vec<GapLine>,
}

struct MeasureLine {
    title: String,
    href: String,
    kind_words: String,
    article: Option<String>,
    summary: String,
}

/// What was not read.
pub(super) struct GapLine {
    pub(super) article: Option<String>,
    pub(super) note: String,
}

impl GapLine {
    pub(super) fn of(speaker: Speaker<'_>, gap: &Gap) -> Self {
        Self {
            article: gap.article.as_deref().map(|article| speaker.article(article)),
            note: speaker.text(&gap.note),
        }
    }
}

/// Which version's measures to list.
#[derive(Deserialize)]
pub(super) struct Chosen {
    version: Option<String>,
}

/// One pack.
///
/// # Errors
/// `policies.pack_unknown`, `policies.version_unknown`.
pub(super) async fn show_pack(
    caller: Caller,
    Path(id): Path<String>,
    Query(chosen): Query<Chosen>,
) -> Outcome<Html<String>> {
    let pack = find_pack(&caller.app, Some(&id))?;
    let today = caller.app.region().date_of(caller.app.now());
    let speaker = Speaker::new(&caller.app, caller.lang, &pack.vocabulary);
    let versions = match &chosen.version {
        Some(id) => vec![find_version(&pack, id, "version")?],
        None => pack.in_force(today, today),
    };
    let in_force = pack.in_force(today, today).len();
    show(&PackPage {
        page: caller.page(),
        title: speaker.text(&pack.title),
        lead: speaker.t2("policies-pack-lead", "versions", pack.versions.len(), "in_force", in_force),
        sources_href: format!("/policies/sources/{}", pack.id),
        timeline: timeline(speaker, &pack, today),
        comparisons: comparisons(speaker, &pack),
        sections: match &chosen.version {
            Some(_) => versions.into_iter().map(|version| section(speaker, &pack, version, today)).collect(),
            None => {
                let in_force = versions.into_iter().map(|version| section(speaker, &pack, version, today));
                in_force.chain(carried(speaker, &pack, today)).collect()
            }
        },
        is_today: chosen.version.is_none(),
    })
}

fn timeline(speaker: Speaker<'_>, pack: &Pack, today: Date) -> Timeline {
    let mut versions: Vec<&Version> = pack.versions.iter().collect();
    versions.sort_by_key(|version| std::cmp::Reverse(version.in_force.from));
    versions.into_iter().fold(Timeline::new(), |timeline, version| {
        let line = VersionLine::of(speaker, pack, version, today);
        let tag = standing_tag(speaker, Standing::of(pack, version, today));
        let short = Content::from(line.short.as_str());
        let title = format!(
            "<a class=\"govuk-link\" href=\"{}\">{short}</a> {tag}",
            Content::from(line.href.as_str())
        );
        timeline.event(Content::html(title), line.dates)
    })
}

/// Each version beside the one before it in its family: what to call the link, and where it leads.
fn comparisons(speaker: Speaker<'_>, pack: &Pack) -> Vec<(String, String)> {
    let mut found = Vec::new();
    for version in &pack.versions {
        let earlier = pack
            .versions
            .iter()
            .filter(|other| other.family == version.family && other.in_force.from < version.in_force.from)
            .max_by_key(|other| other.in_force.from);
        if let Some(earlier) = earlier {
            let (from, to) = (speaker.text(&earlier.short), speaker.text(&version.short));
            let href = format!("/policies/{}/compare?from={}&to={}", pack.id, earlier.id, version.id);
            found.push((speaker.t2("policies-compare-link", "from", from, "to", to), href));
        }
    }
    found
}

impl MeasureLine {
    fn of(speaker: Speaker<'_>, pack: &Pack, version: &Version, measure: &Measure) -> Self {
        Self {
            title: speaker.text(&measure.title),
            href: format!("/policies/{}/{}/{}", pack.id, version.id, measure.id),
            kind_words: kind_words(speaker, measure),
            article: measure.article.as_deref().map(|article| speaker.article(article)),
            summary: measure.summary.as_ref().map(|text| speaker.text(text)).unwrap_or_default(),
        }
    }
}

/// The measures that go on from earlier versions because no later one restates them, by version.
fn carried(speaker: Speaker<'_>, pack: &Pack, today: Date) -> Vec<VersionSection> {
    let carried = pack.carried(today, today);
    let of_version = |group: &[Carried<'_>]| {
        let first = group.first()?;
        let since = speaker.date(first.since);
        let short = speaker.text(&first.version.short);
        let lines = group.iter().map(|one| MeasureLine::of(speaker, pack, one.version, one.measure));
        Some(VersionSection {
            carried: Some(speaker.t2("policies-carried-lead", "version", short, "date", since)),
            measures: lines.collect(),
            gaps: Vec::new(),
            ..section(speaker, pack, first.version, today)
        })
    };
    carried.chunk_by(|a, b| a.version.id == b.version.id).filter_map(of_version).collect()
}

fn section(speaker: Speaker<'_>, pack: &Pack, version: &Version, today: Date) -> VersionSection {
    VersionSection {
        id: version.id.clone(),
        title: speaker.text(&version.title),
        line: VersionLine::of(speaker, pack, version, today),
        number: version.number.clone(),
        carried: None,
        measures: version.measures.iter().map(|one| MeasureLine::of(speaker, pack, version, one)).collect(),
        gaps: version.gaps.iter().map(|gap| GapLine::of(speaker, gap)).collect(),
    }
}

/// What sort of benefit, in one word.
pub(super) fn kind_words(speaker: Speaker<'_>, measure: &Measure) -> String {
    speaker.t(&format!("policies-kind-{}", measure.kind.as_str()))
}
