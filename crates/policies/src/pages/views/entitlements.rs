//! A person's results in words: how many measures, the best combination, each measure with its reason.

use super::{BundleView, MeasureRow, MeasureRows, Question, Speaker};
use platform::app::App;
use rules::{Assessment, Determination, Facts, Outcome, VersionUsed, pack::Pack};
use vocabulary::Lang;

/// A person's results under one pack, all words resolved.
#[derive(Debug, Clone)]
pub struct Entitlements {
    /// "You are entitled to 3 measures; 2 need one more fact."
    pub heading: String,
    /// The day and the versions that were applied.
    pub lead: String,
    /// What was not read of these versions, or whether they still apply.
    pub gaps: Vec<String>,
    /// The best combination.
    pub bundle: BundleView,
    /// Entitled, to be asked at the window, undecided, excluded by something better: in this order.
    pub open: MeasureRows,
    /// Not entitled.
    pub refused: MeasureRows,
    /// The fact to ask next, if any answer could change something.
    pub next: Option<Question>,
}

/// Puts an assessment into words. `back` is the page to which an answered question returns (`/results`).
#[must_use]
pub fn entitlements(
    app: &App,
    lang: Lang,
    pack: &Pack,
    assessment: &Assessment,
    facts: &Facts,
    back: &str,
) -> Entitlements {
    let speaker = Speaker::new(app, lang, &pack.vocabulary);
    let row = |measure: &Determination| {
        let row = MeasureRow::of(speaker, pack, measure, &assessment.bundle, back);
        let is_carried =
            assessment.versions.iter().any(|used| used.carried && used.version == measure.version);
        if is_carried { row.carried(speaker, pack) } else { row }
    };
    let mut rows: Vec<MeasureRow> = assessment.measures.iter().map(row).collect();
    let bundle = BundleView::of(speaker, pack, assessment, &rows);
    let heading = heading(speaker, &rows);
    rows.sort_by_key(place);
    let (refused, open) = rows.into_iter().partition(|row| row.outcome == Outcome::No);
    let next = rules::next_question(pack, facts, assessment.on, assessment.known_on).ok().flatten();
    Entitlements {
        heading,
        lead: lead(speaker, pack, assessment),
        gaps: gaps(speaker, assessment),
        bundle,
        open: MeasureRows { rows: open },
        refused: MeasureRows { rows: refused },
        next: next.and_then(|fact| Question::of(speaker, &[fact], back).into_iter().next()),
    }
}

/// The order of rows: what one gets, what the window decides, what is open (the nearest first), what something excludes.
fn place(row: &MeasureRow) -> (u8, usize) {
    match row.outcome {
        Outcome::Yes if row.is_left_out => (3, 0),
        Outcome::Yes => (0, 0),
        Outcome::Refer => (1, 0),
        Outcome::Unknown if row.questions.is_empty() => (2, usize::MAX),
        Outcome::Unknown => (2, row.questions.len()),
        Outcome::No => (4, 0),
    }
}

fn heading(speaker: Speaker<'_>, rows: &[MeasureRow]) -> String {
    let count =
        |outcome: Outcome| rows.iter().filter(|row| row.outcome == outcome && !row.is_left_out).count();
    let (yes, unknown, refer) = (count(Outcome::Yes), count(Outcome::Unknown), count(Outcome::Refer));
    let main = if yes == 0 {
        speaker.t("policies-heading-none")
    } else {
        speaker.t1("policies-heading-yes", "count", yes)
    };
    let refer = (refer > 0).then(|| speaker.t1("policies-heading-refer", "count", refer));
    let unknown = (unknown > 0).then(|| speaker.t1("policies-heading-unknown", "count", unknown));
    let all: Vec<String> = [Some(main), refer, unknown].into_iter().flatten().collect();
    all.join(&speaker.t("policies-heading-separator"))
}

fn lead(speaker: Speaker<'_>, pack: &Pack, assessment: &Assessment) -> String {
    let short = |id: &str| pack.version(id).map(|version| speaker.text(&version.short));
    let versions: Vec<String> = assessment
        .versions
        .iter()
        .filter(|used| !used.carried)
        .filter_map(|used| short(&used.version))
        .collect();
    speaker.t2("policies-lead", "date", speaker.date(assessment.on), "versions", speaker.list(&versions))
}

fn gaps(speaker: Speaker<'_>, assessment: &Assessment) -> Vec<String> {
    let mut lines = Vec::new();
    for used in &assessment.versions {
        if let Some(date) = used.after_not_read {
            lines.push(not_read_since(speaker, assessment, used, speaker.date(date)));
        }
        lines.extend(used.gaps.iter().map(|gap| speaker.text(&gap.note)));
    }
    lines
}

/// It was not read whether a version still applies: the whole of it, or what no later version restates.
fn not_read_since(
    speaker: Speaker<'_>,
    assessment: &Assessment,
    used: &VersionUsed,
    since: String,
) -> String {
    let title = speaker.text(&used.title);
    if !used.carried {
        return speaker.t2("policies-gap-after", "version", title, "date", since);
    }
    let of_it = assessment.measures.iter().filter(|measure| measure.version == used.version);
    let titles: Vec<String> = of_it.map(|measure| speaker.text(&measure.title)).collect();
    let what = speaker.t2("policies-carried-measures", "version", title, "measures", speaker.list(&titles));
    speaker.t2("policies-gap-carried", "what", what, "date", since)
}
