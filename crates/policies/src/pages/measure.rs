//! One measure of one version: the rule in plain words beside its wording.

use super::{
    pack::{GapLine, kind_words},
    packs::VersionLine,
    sources::SourceLine,
    views::{Cite, Speaker},
};
use crate::{
    model::tables_of,
    queries::{find_measure, find_pack, find_version},
};
use askama::Template;
use axum::{extract::Path, response::Html};
use platform::{
    acts::Outcome,
    components::{Cell, Page, Table, Tag},
    pages::show,
    web::Caller,
};
use rules::pack::{Amount, Exclusion, Instalments, Measure, Pack, Parameter, Per, Split, Version};
use std::collections::BTreeSet;
use vocabulary::Text;

#[derive(Template)]
#[template(path = "policies/measure.html")]
struct MeasurePage {
    page: Page,
    caption: String,
    title: String,
    pack_title: String,
    pack_href: String,
    version: VersionLine,
    kind: Tag,
    summary: String,
    conditions: Vec<ConditionLine>,
    refer: Option<String>,
    amount: String,
    tables: Vec<Table>,
    caps: Vec<String>,
    instalments: Option<String>,
    duration: Option<String>,
    exclusions: Vec<ExclusionLine>,
    paid_by: Option<String>,
    apply: Vec<String>,
    evidence: Vec<String>,
    continuing: Vec<String>,
    interpretation: Vec<String>,
    gaps: Vec<GapLine>,
    wordings: Vec<Wording>,
    sources: Vec<SourceLine>,
}

struct ConditionLine {
    text: String,
    article: Option<String>,
    cites: Vec<Cite>,
    expression: String,
}

struct ExclusionLine {
    title: String,
    href: String,
    version: String,
    text: Option<String>,
    article: Option<String>,
}

/// The wording in one language.
struct Wording {
    lang: String,
    name: String,
    text: String,
}

/// One measure.
///
/// # Errors
/// `policies.pack_unknown`, `policies.version_unknown`, `policies.measure_unknown`.
pub(super) async fn show_measure(
    caller: Caller,
    Path((pack, version, measure)): Path<(String, String, String)>,
) -> Outcome<Html<String>> {
    let pack = find_pack(&caller.app, Some(&pack))?;
    let version = find_version(&pack, &version, "version")?;
    let measure = find_measure(version, &measure)?;
    let today = caller.app.region().date_of(caller.app.now());
    let speaker = Speaker::new(&caller.app, caller.lang, &pack.vocabulary);
    let text = |text: &Text| speaker.text(text);
    let tables = tables(speaker, version, measure);
    let short = speaker.text(&version.short);
    show(&MeasurePage {
        page: caller.page(),
        caption: match &measure.article {
            Some(article) => {
                speaker.t2("policies-row-law-article", "version", short, "article", speaker.article(article))
            }
            None => speaker.t1("policies-row-law", "version", short),
        },
        title: speaker.text(&measure.title),
        pack_title: speaker.text(&pack.title),
        pack_href: format!("/policies/{}", pack.id),
        version: VersionLine::of(speaker, &pack, version, today),
        kind: Tag::new(kind_words(speaker, measure)),
        summary: measure.summary.as_ref().map(text).unwrap_or_default(),
        conditions: conditions(speaker, &pack, measure),
        refer: measure.refer.as_ref().map(|refer| text(&refer.text)),
        amount: amount_words(speaker, measure, !tables.is_empty()),
        tables,
        caps: measure.caps.iter().filter_map(|cap| cap.text.as_ref()).map(text).collect(),
        instalments: measure.instalments.as_ref().map(|instalments| instalments_words(speaker, instalments)),
        duration: measure
            .duration
            .map(|length| speaker.t1("policies-row-duration", "period", speaker.period(length))),
        exclusions: exclusions(speaker, &pack, version, measure),
        paid_by: measure.paid_by.as_ref().map(text),
        apply: measure.apply.iter().flat_map(|apply| speaker.apply(apply)).collect(),
        evidence: measure.evidence.iter().map(|evidence| text(&evidence.title)).collect(),
        continuing: measure.continuing.iter().map(|later| text(&later.text)).collect(),
        interpretation: measure.interpretation.iter().map(text).collect(),
        gaps: measure.gaps.iter().map(|gap| GapLine::of(speaker, gap)).collect(),
        wordings: wordings(speaker, version, measure),
        sources: sources(speaker, &pack, version, measure),
    })
}

fn conditions(speaker: Speaker<'_>, pack: &Pack, measure: &Measure) -> Vec<ConditionLine> {
    let line = |condition: &rules::pack::Condition| ConditionLine {
        text: speaker.text(&condition.text),
        article: condition.article.as_deref().map(|article| speaker.article(article)),
        cites: Cite::of(speaker, pack, &condition.sources),
        expression: condition.expression.text().trim().to_owned(),
    };
    measure.conditions.iter().map(line).collect()
}

/// How the amount comes about, in plain words; empty for a benefit without one.
pub(super) fn amount_words(speaker: Speaker<'_>, measure: &Measure, has_tables: bool) -> String {
    match &measure.amount {
        Amount::Without => String::new(),
        Amount::NotRead => speaker.t("policies-amount-not-read"),
        Amount::Stated { per: Per::Once, .. } if measure.instalments.is_some() => {
            let key = if has_tables { "policies-amount-by-table" } else { "policies-amount-computed" };
            speaker.t(key)
        }
        Amount::Stated { per, .. } => match (per, has_tables) {
            (Per::Once, true) => speaker.t("policies-amount-once-by-table"),
            (Per::Year, true) => speaker.t("policies-amount-yearly-by-table"),
            (Per::Month, true) => speaker.t("policies-amount-monthly-by-table"),
            (Per::Once, false) => speaker.t("policies-amount-once"),
            (Per::Year, false) => speaker.t("policies-amount-yearly"),
            (Per::Month, false) => speaker.t("policies-amount-monthly"),
        },
    }
}

/// The figures that the amount reads, as they stand in the pack.
fn tables(speaker: Speaker<'_>, version: &Version, measure: &Measure) -> Vec<Table> {
    let names: Vec<String> = tables_of(version, measure).into_iter().map(|table| table.name).collect();
    let of_tables = version.tables.iter().filter(|table| names.contains(&table.name));
    let of_values = version.parameters.iter().filter(|dated| names.contains(&dated.name));
    of_tables.map(|t| table(speaker, t)).chain(of_values.map(|dated| dated_table(speaker, dated))).collect()
}

fn table(speaker: Speaker<'_>, table: &rules::pack::Table) -> Table {
    let scheme_of = |place: usize| table.keys.get(place).and_then(|key| key.scheme.as_deref());
    let heads = table.keys.iter().map(|key| match &key.scheme {
        Some(scheme) => Cell::from(speaker.scheme(scheme)),
        None => Cell::from(speaker.t("policies-table-number")),
    });
    let head = heads.chain([Cell::numeric(speaker.t("policies-table-value"))]).collect::<Vec<_>>();
    let shown = Table::new(speaker.text(&table.title)).head(head).with_row_headers();
    table.rows.iter().fold(shown, |shown, row| {
        let key = |(place, id): (usize, &String)| match scheme_of(place) {
            Some(scheme) => Cell::from(speaker.class(scheme, id)),
            None => Cell::from(id.as_str()),
        };
        let cells = row.when.iter().enumerate().map(key);
        shown.row(cells.chain([Cell::numeric(speaker.cell(&row.cell))]).collect::<Vec<_>>())
    })
}

fn dated_table(speaker: Speaker<'_>, dated: &Parameter) -> Table {
    let head = vec![
        Cell::from(speaker.t("policies-table-period")),
        Cell::numeric(speaker.t("policies-table-value")),
    ];
    let shown = Table::new(speaker.text(&dated.title)).head(head).with_row_headers();
    dated.values.iter().fold(shown, |shown, value| {
        let from = speaker.date(value.from);
        let days = match value.until.and_then(|until| until.yesterday().ok()) {
            Some(last) => speaker.t2("policies-dates-until", "from", from, "until", speaker.date(last)),
            None => speaker.t1("policies-dates-from", "from", from),
        };
        shown.row(vec![Cell::from(days), Cell::numeric(speaker.cell(&value.cell))])
    })
}

/// How many instalments, and how far apart.
pub(super) fn instalments_words(speaker: Speaker<'_>, instalments: &Instalments) -> String {
    let every = speaker.period(instalments.every);
    let (count, every) = (instalments.count, every);
    match &instalments.split {
        Split::Equal => speaker.t2("policies-rule-instalments-equal", "count", count, "every", every),
        Split::NotRead => speaker.t2("policies-rule-instalments-not-read", "count", count, "every", every),
        Split::Stated(_) => speaker.t2("policies-rule-instalments-stated", "count", count, "every", every),
    }
}

/// What excludes the measure: as it states it, and as others of its version state it.
fn exclusions(speaker: Speaker<'_>, pack: &Pack, version: &Version, measure: &Measure) -> Vec<ExclusionLine> {
    let line = |version_id: &str, measure_id: &str, exclusion: &Exclusion| {
        let other = pack.version(version_id)?;
        Some(ExclusionLine {
            title: speaker.text(&other.measure(measure_id)?.title),
            href: format!("/policies/{}/{version_id}/{measure_id}", pack.id),
            version: if other.id == version.id { String::new() } else { speaker.text(&other.short) },
            text: exclusion.text.as_ref().map(|text| speaker.text(text)),
            article: exclusion.article.as_deref().map(|article| speaker.article(article)),
        })
    };
    let own = measure
        .not_with
        .iter()
        .filter_map(|exclusion| line(&exclusion.version, &exclusion.measure, exclusion));
    let mut lines: Vec<ExclusionLine> = own.collect();
    for other in &pack.versions {
        for their in &other.measures {
            let back = their.not_with.iter().find(|e| e.version == version.id && e.measure == measure.id);
            lines.extend(back.and_then(|exclusion| line(&other.id, &their.id, exclusion)));
        }
    }
    let mut seen = BTreeSet::new();
    lines.retain(|line| seen.insert(line.href.clone()));
    lines
}

/// The wording as read: the instrument's own language first, then the page's, then the others.
fn wordings(speaker: Speaker<'_>, version: &Version, measure: &Measure) -> Vec<Wording> {
    let Some(text) = &measure.text else { return Vec::new() };
    let all = [("zh", &text.zh), ("en", &text.en)].into_iter();
    let all = all.chain(text.others.iter().map(|(lang, text)| (lang.as_str(), text)));
    let mut wordings: Vec<Wording> = all
        .filter(|(_, text)| !text.is_empty())
        .map(|(lang, text)| Wording {
            lang: lang.to_owned(),
            name: language_words(speaker, lang, lang == version.language),
            text: text.clone(),
        })
        .collect();
    let own = speaker.lang.code();
    wordings.sort_by_key(|wording| (wording.lang != version.language, wording.lang != own));
    wordings
}

fn language_words(speaker: Speaker<'_>, lang: &str, is_original: bool) -> String {
    let name = match lang {
        "zh" => speaker.t("policies-language-zh"),
        "en" => speaker.t("policies-language-en"),
        "pt" => speaker.t("policies-language-pt"),
        "fr" => speaker.t("policies-language-fr"),
        other => other.to_owned(),
    };
    if is_original { speaker.t1("policies-wording-original", "language", name) } else { name }
}

fn sources(speaker: Speaker<'_>, pack: &Pack, version: &Version, measure: &Measure) -> Vec<SourceLine> {
    let mut ids: BTreeSet<&str> = measure.sources.iter().map(String::as_str).collect();
    ids.extend(measure.conditions.iter().flat_map(|condition| &condition.sources).map(String::as_str));
    let tables = tables_of(version, measure);
    ids.extend(tables.iter().flat_map(|table| &table.sources).map(String::as_str));
    pack.sources.iter().filter(|s| ids.contains(s.id.as_str())).map(|s| SourceLine::of(speaker, s)).collect()
}
