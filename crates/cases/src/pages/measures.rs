//! Measures on the pages of this capability: grouped by conclusion, each with what can be done about it, and an undecided
//! sum said more quietly than one that is sure.

use super::address::address;
use crate::{
    model::{Offer, Wish, determination, nearest_first, offer},
    queries::{Asked, Results},
};
use jiff::civil::Date;
use platform::{
    components::{Button, Content, Page},
    texts,
    web::Caller,
};
use policies::views::{MeasureRow, MeasureRows};
use rules::{Bound, Determination, Outcome};

/// How many rows of a long group stand open; the rest is folded.
const OPEN_ROWS: usize = 6;

/// Measures with one conclusion, under a heading with their number.
pub(super) struct Group {
    pub(super) id: &'static str,
    pub(super) title: String,
    pub(super) rows: MeasureRows,
    /// What is folded, and its words.
    pub(super) more: Option<(String, MeasureRows)>,
}

/// Whoever looks at the results: what they asked, and whether they may apply at all.
pub(super) struct Looker<'a> {
    pub(super) caller: &'a Caller,
    pub(super) page: &'a Page,
    pub(super) results: &'a Results,
    pub(super) asked: &'a Asked,
}

impl Looker<'_> {
    /// What is open: entitled, to be agreed at the window, undecided (the nearest first), excluded by something better.
    pub(super) fn open_groups(&self, rows: Vec<MeasureRow>) -> Vec<Group> {
        let (mut yes, mut refer, mut unknown, mut other) = (Vec::new(), Vec::new(), Vec::new(), Vec::new());
        for row in rows {
            match row.outcome {
                Outcome::Yes if !row.is_left_out => yes.push(row),
                Outcome::Refer => refer.push(row),
                Outcome::Unknown => unknown.push(row),
                Outcome::Yes | Outcome::No => other.push(row),
            }
        }
        let nearest = nearest_first(&self.results.assessment);
        unknown.sort_by_key(|row| {
            nearest.iter().position(|found| found.id == row.id && found.version == row.version)
        });
        let title = |key: &str, rows: &[MeasureRow]| self.page.t1(key, "count", rows.len());
        let near: Vec<MeasureRow> = unknown.drain(..OPEN_ROWS.min(unknown.len())).collect();
        let count = near.len() + unknown.len();
        let groups = [
            self.group("yes", title("cases-results-yes", &yes), yes),
            self.group("refer", title("cases-results-refer", &refer), refer),
            Group {
                more: self.folded("cases-results-more", unknown),
                ..self.group("unknown", self.page.t1("cases-results-unknown", "count", count), near)
            },
            self.group("other", title("cases-results-other", &other), other),
        ];
        groups.into_iter().filter(|group| !group.rows.rows.is_empty()).collect()
    }

    /// What the rules say no to: folded if it is long.
    pub(super) fn refused(&self, rows: Vec<MeasureRow>) -> Option<Group> {
        if rows.is_empty() {
            return None;
        }
        let title = self.page.t1("cases-results-no", "count", rows.len());
        if rows.len() <= OPEN_ROWS {
            return Some(self.group("refused", title, rows));
        }
        let folded = self.folded("cases-results-no-more", rows);
        Some(Group { more: folded, ..self.group("refused", title, Vec::new()) })
    }

    fn group(&self, id: &'static str, title: String, rows: Vec<MeasureRow>) -> Group {
        Group { id, title, rows: self.finished(rows), more: None }
    }

    fn folded(&self, key: &str, rows: Vec<MeasureRow>) -> Option<(String, MeasureRows)> {
        (!rows.is_empty()).then(|| (self.page.t1(key, "count", rows.len()), self.finished(rows)))
    }

    fn finished(&self, rows: Vec<MeasureRow>) -> MeasureRows {
        let finish = |row: MeasureRow| {
            let Some(found) = determination(&self.results.assessment, &row.version, &row.id) else {
                return row;
            };
            let action = self.action(&row, found);
            MeasureRow { action, ..quieter(self.page, row, found) }
        };
        MeasureRows { rows: rows.into_iter().map(finish).collect() }
    }

    /// What can be done about a measure: what cannot be done now is not offered.
    fn action(&self, row: &MeasureRow, found: &Determination) -> Content {
        let (actor, page) = (&self.caller.actor, self.page);
        let pack = &self.results.pack.id;
        if let Some(reference) = actor.person.and_then(|person| {
            let measure = row.id.clone();
            let wish = Wish::Measure { pack: pack.clone(), version: row.version.clone(), measure };
            self.results.applied.get(&wish.key(person))
        }) {
            let words = page.t1("cases-results-applied", "reference", reference);
            return link(&words, &row.title, &format!("/applications/{reference}"));
        }
        // Staff have nothing to apply for.
        if actor.is_signed_in() && actor.person.is_none() {
            return Content::default();
        }
        let href = address(
            &format!("/apply/measure/{pack}/{}", row.id),
            &[("version", Some(&row.version)), ("on", self.asked.on.as_deref())],
        );
        let (on, today) = (self.results.assessment.on, self.today());
        match offer(found, on, today) {
            Offer::Nothing => Content::default(),
            Offer::Insist => link(&page.t("cases-results-contest"), &row.title, &href),
            Offer::ApplyWithoutFacts => link(&page.t("cases-results-apply-anyway"), &row.title, &href),
            Offer::InsistLate(day) => {
                let late = page.t1("cases-results-late", "date", texts::date(day, page.lang));
                let insist = link(&page.t("cases-results-apply-late"), &row.title, &href);
                Content::html(format!(
                    "<p class=\"wotu-measure__note\">{}<br>{insist}</p>",
                    Content::from(late)
                ))
            }
            Offer::Apply => {
                let words = with_title(&page.t("cases-results-apply"), &row.title);
                let button = Button::link(words, href).small();
                let is_sure = row.outcome == Outcome::Yes && !row.is_left_out;
                Content::of(if is_sure { button } else { button.secondary() })
            }
        }
    }

    fn today(&self) -> Date {
        self.caller.app.region().date_of(self.caller.app.now())
    }
}

/// A sum that is not decided stands among the notes, with the word that it is not: only what one is entitled to is bold.
pub(super) fn quieter(page: &Page, row: MeasureRow, found: &Determination) -> MeasureRow {
    if row.outcome != Outcome::Unknown || row.amount.is_empty() {
        return row;
    }
    let said = match found.amount_state {
        Bound::Known => page.t1("cases-results-if-it-applies", "amount", &row.amount),
        _ => row.amount,
    };
    let note = match row.note.as_str() {
        "" => said,
        note => page.t2("cases-results-sum-and-note", "sum", said, "note", note),
    };
    MeasureRow { amount: String::new(), note, ..row }
}

fn link(words: &str, title: &str, href: &str) -> Content {
    let words = with_title(words, title);
    Content::html(format!("<a class=\"govuk-link\" href=\"{}\">{words}</a>", Content::from(href)))
}

/// Words, and for those who hear them one after another the measure's title.
fn with_title(words: &str, title: &str) -> Content {
    let (words, title) = (Content::from(words), Content::from(title));
    Content::html(format!("{words}<span class=\"govuk-visually-hidden\">: {title}</span>"))
}
