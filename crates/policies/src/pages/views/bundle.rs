//! The best combination in words: what it comes to, what is in it, and why the rest is not.

use super::{MeasureRow, Speaker, measure_row::title_of};
use platform::components::{Content, SumPanel};
use rules::{Assessment, Chosen, CouldAdd, CouldAddBecause, pack::Pack};

/// One measure of the combination, or beside it.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleLine {
    /// The measure's id.
    pub measure: String,
    /// Its name.
    pub title: String,
    /// What it counts for, or why it is not in the combination.
    pub text: String,
    /// Where it is explained.
    pub href: String,
}

/// The best combination.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct BundleView {
    /// What it comes to; empty if nothing in it has an amount.
    pub total: String,
    /// What is in it.
    pub chosen: Vec<BundleLine>,
    /// What the person is entitled to and others exclude, with the reason.
    pub left_out: Vec<BundleLine>,
    /// What could still be added, with what it waits for.
    pub could_add: Vec<BundleLine>,
    /// The words above the total.
    label: String,
    /// How it comes about.
    text: String,
}

impl BundleView {
    /// Of an assessment; `rows` are its measures in words.
    #[must_use]
    pub fn of(speaker: Speaker<'_>, pack: &Pack, assessment: &Assessment, rows: &[MeasureRow]) -> Self {
        let bundle = &assessment.bundle;
        let line = |measure: &str, version: &str, text: String| BundleLine {
            measure: measure.to_owned(),
            title: title_in(speaker, pack, version, measure),
            text,
            href: format!("/policies/{}/{version}/{measure}", pack.id),
        };
        let totals = bundle.total.iter().filter(|sum| sum.to > 0);
        let total: Vec<String> = totals.map(|sum| speaker.range(sum.from, sum.to, sum.currency)).collect();
        let chosen = |chosen: &Chosen| line(&chosen.measure, &chosen.version, worth_words(speaker, chosen));
        let why = |measure: &str, version: &str| {
            let row = rows.iter().find(|row| row.id == measure && row.version == version);
            row.map(|row| row.why.clone()).unwrap_or_default()
        };
        let left_out = bundle
            .left_out
            .iter()
            .map(|out| line(&out.measure, &out.version, why(&out.measure, &out.version)));
        let could_add = bundle
            .could_add
            .iter()
            .map(|add| line(&add.measure, &add.version, could_add_words(speaker, pack, add)));
        let paid: Vec<String> = bundle
            .chosen
            .iter()
            .filter(|chosen| chosen.worth.is_some())
            .map(|chosen| title_in(speaker, pack, &chosen.version, &chosen.measure))
            .collect();
        let text = match (paid.is_empty(), bundle.left_out.is_empty()) {
            (true, _) => String::new(),
            (false, true) => speaker.t1("policies-bundle-of", "measures", speaker.list(&paid)),
            (false, false) => speaker.t1("policies-bundle-best-of", "measures", speaker.list(&paid)),
        };
        Self {
            total: total.join(" + "),
            chosen: bundle.chosen.iter().map(chosen).collect(),
            left_out: left_out.collect(),
            could_add: could_add.collect(),
            label: speaker.t("policies-bundle-label"),
            text,
        }
    }

    /// The total as the panel at the top of a page; none if nothing in it has an amount.
    #[must_use]
    pub fn panel(&self) -> Option<SumPanel> {
        let has_total = !self.total.is_empty();
        has_total.then(|| SumPanel::new(&self.label, &self.total, Content::from(&self.text)))
    }
}

/// The title of a measure in its version.
fn title_in(speaker: Speaker<'_>, pack: &Pack, version: &str, id: &str) -> String {
    let found = pack.version(version).and_then(|version| version.measure(id));
    found.map_or_else(|| id.to_owned(), |measure| speaker.text(&measure.title))
}

fn worth_words(speaker: Speaker<'_>, chosen: &Chosen) -> String {
    match chosen.worth {
        None => speaker.t("policies-bundle-no-amount"),
        Some(worth) if chosen.payments > 1 => {
            speaker.t2("policies-bundle-payments", "amount", speaker.worth(worth), "count", chosen.payments)
        }
        Some(worth) => speaker.worth(worth),
    }
}

fn could_add_words(speaker: Speaker<'_>, pack: &Pack, add: &CouldAdd) -> String {
    let because = match add.because {
        CouldAddBecause::OutcomeUnknown => speaker.t("policies-could-add-outcome"),
        CouldAddBecause::AmountUnknown => speaker.t("policies-could-add-amount"),
        CouldAddBecause::Refer => speaker.t("policies-could-add-refer"),
        CouldAddBecause::Currencies => speaker.t("policies-could-add-currencies"),
        CouldAddBecause::TooMany => speaker.t("policies-could-add-too-many"),
    };
    if add.instead_of.is_empty() {
        return because;
    }
    let others: Vec<String> = add.instead_of.iter().map(|id| title_of(speaker, pack, id)).collect();
    speaker.t2("policies-could-add-instead", "because", because, "others", speaker.list(&others))
}
