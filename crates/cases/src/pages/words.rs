//! What applications are called and how they stand, in the words of a page's language.

use crate::queries::{Event, NextStep, ShownApplication};
use people::vocabulary_of;
use platform::{
    acts::Outcome,
    components::{
        Content, Details, OutcomeKind, OutcomeTag, Page, StatusTracker, SummaryList, Tag, Timeline,
    },
    texts,
    web::Caller,
};
use policies::views::Speaker;
use rules::{
    Facts,
    facts::{Given, Source},
};
use std::collections::HashMap;
use vocabulary::{Lang, PostId};

/// What was applied for, in words.
#[derive(Debug, Clone, Default)]
pub(super) struct Wished {
    /// The measure's or post's title.
    pub(super) title: String,
    /// The version and article, or the employer.
    pub(super) of: String,
    /// Where it is explained.
    pub(super) href: String,
}

/// A measure by its names; a pack that is gone leaves the bare ids.
pub(super) fn measure(caller: &Caller, pack: &str, version: &str, measure: &str) -> Wished {
    let href = format!("/policies/{pack}/{version}/{measure}");
    let bare = || Wished { title: measure.to_owned(), of: format!("{pack} {version}"), href: href.clone() };
    let Some(pack) = policies::shelf_of(&caller.app).ok().and_then(|shelf| shelf.pack(pack)) else {
        return bare();
    };
    let Some(version) = pack.version(version) else { return bare() };
    let Some(found) = version.measure(measure) else { return bare() };
    let speaker = Speaker::new(&caller.app, caller.lang, &pack.vocabulary);
    let short = speaker.text(&version.short);
    let of = match &found.article {
        Some(article) => {
            speaker.t2("cases-version-article", "version", short, "article", speaker.article(article))
        }
        None => short,
    };
    Wished { title: speaker.text(&found.title), of, href: href.clone() }
}

/// Posts by id, whether or not they are over: whoever applied may know for what.
pub(super) async fn posts(caller: &Caller, ids: &[PostId]) -> Outcome<HashMap<PostId, Wished>> {
    let mut found = HashMap::new();
    if ids.is_empty() {
        return Ok(found);
    }
    let mut db = caller.app.database().read().await?;
    for id in ids {
        if found.contains_key(id) {
            continue;
        }
        let Some(post) = posts::load(&mut db, *id).await? else { continue };
        let names = organisations::names_of(&mut db, &[post.organisation]).await?;
        let of = names.get(&post.organisation).map(|name| name.get(caller.lang).0.to_owned());
        let title = post.details.title.get(caller.lang).0.to_owned();
        found.insert(*id, Wished { title, of: of.unwrap_or_default(), href: format!("/posts/{id}") });
    }
    Ok(found)
}

/// What an application is for.
pub(super) async fn wished(caller: &Caller, shown: &ShownApplication) -> Outcome<Wished> {
    match (&shown.pack, &shown.version, &shown.measure, shown.post) {
        (Some(pack), Some(version), Some(id), _) => Ok(measure(caller, pack, version, id)),
        (_, _, _, Some(post)) => Ok(posts(caller, &[post]).await?.remove(&post).unwrap_or_default()),
        _ => Ok(Wished::default()),
    }
}

/// The state as a tag.
pub(super) fn state_tag(page: &Page, kind: &str, state: &str) -> Tag {
    let colour = match state {
        "received" => "blue",
        "accepted" => "green",
        "papers_missing" => "yellow",
        _ => "grey",
    };
    Tag::coloured(state_words(page, kind, state), colour)
}

/// The state in words: an employer has "seen" what an officer has "accepted".
pub(super) fn state_words(page: &Page, kind: &str, state: &str) -> String {
    match (kind, state) {
        (_, "received") => page.t("cases-state-received"),
        ("post", "accepted") => page.t("cases-state-seen"),
        (_, "accepted") => page.t("cases-state-accepted"),
        (_, "papers_missing") => page.t("cases-state-papers-missing"),
        _ => page.t("cases-state-withdrawn"),
    }
}

/// What the rules or the matching said, as a tag.
pub(super) fn answer_tag(page: &Page, kind: &str, answer: &str) -> OutcomeTag {
    let outcome = match answer {
        "yes" => OutcomeKind::Yes,
        "no" => OutcomeKind::No,
        "refer" => OutcomeKind::Refer,
        _ => OutcomeKind::Unknown,
    };
    OutcomeTag::new(outcome, page.t(answer_key(kind, answer)))
}

/// The key of an answer: nobody is entitled to a post, they meet its conditions.
pub(super) fn answer_key(kind: &str, answer: &str) -> &'static str {
    match (kind, answer) {
        ("post", "yes") => "cases-answer-post-yes",
        ("post", "unknown") => "cases-answer-post-unknown",
        (_, "yes") => "cases-answer-yes",
        (_, "no") => "cases-answer-no",
        (_, "refer") => "cases-answer-refer",
        _ => "cases-answer-unknown",
    }
}

/// The dates of an application as pages show them.
pub(super) struct Dates {
    /// When it arrived.
    pub(super) received: String,
    /// When it was accepted.
    pub(super) accepted: Option<String>,
    /// When it was withdrawn.
    pub(super) withdrawn: Option<String>,
}

/// Where an application is, as steps with their dates. What has no date has none made up.
pub(super) fn tracker(page: &Page, kind: &str, state: &str, dates: &Dates) -> StatusTracker {
    let accepted = dates.accepted.clone().unwrap_or_default();
    let received = (page.t("cases-step-received"), dates.received.clone());
    let (current, steps) = match (kind, state) {
        (_, "withdrawn") => {
            let withdrawn = (page.t("cases-step-withdrawn"), dates.withdrawn.clone().unwrap_or_default());
            let seen = dates.accepted.clone().map(|at| (page.t(accepted_key(kind)), at));
            let steps: Vec<_> = [Some(received), seen, Some(withdrawn)].into_iter().flatten().collect();
            (steps.len(), steps)
        }
        ("post", "received") => (
            1,
            vec![
                received,
                (page.t("cases-step-seen"), page.t("cases-step-no-date")),
                (page.t("cases-step-reply"), String::new()),
            ],
        ),
        ("post", _) => (
            2,
            vec![
                received,
                (page.t("cases-step-seen"), accepted),
                (page.t("cases-step-reply"), page.t("cases-step-no-date")),
            ],
        ),
        (_, "received") => (
            1,
            vec![
                received,
                (page.t("cases-step-check"), page.t("cases-step-no-date")),
                (page.t("cases-step-decision"), String::new()),
            ],
        ),
        (_, "papers_missing") => (
            2,
            vec![
                received,
                (page.t("cases-step-accepted-missing"), accepted),
                (page.t("cases-step-papers"), page.t("cases-step-you")),
                (page.t("cases-step-decision"), String::new()),
            ],
        ),
        _ => (
            2,
            vec![
                received,
                (page.t("cases-step-accepted"), accepted),
                (page.t("cases-step-decision"), page.t("cases-step-no-date")),
            ],
        ),
    };
    page.status_tracker(current, steps)
}

fn accepted_key(kind: &str) -> &'static str {
    if kind == "post" { "cases-step-seen" } else { "cases-step-accepted" }
}

/// The dates of an application with the time of day.
pub(super) fn dates_of(caller: &Caller, shown: &ShownApplication) -> Dates {
    let moment = |at| texts::moment(at, caller.app.region(), caller.lang);
    Dates {
        received: moment(shown.received_at),
        accepted: shown.accepted_at.map(moment),
        withdrawn: shown.withdrawn_at.map(moment),
    }
}

/// What happens next, and when as far as that was read.
pub(super) fn next_words(page: &Page, next: NextStep) -> String {
    page.t(next.text_key())
}

/// What happened, the latest first. Only staff see who did it; a person sees the desk.
pub(super) fn timeline(
    caller: &Caller,
    page: &Page,
    kind: &str,
    events: &[Event],
    shows_names: bool,
    missing_words: impl Fn(&str) -> String,
) -> Timeline {
    events.iter().fold(Timeline::new(), |timeline, event| {
        let mut text = texts::moment(event.at, caller.app.region(), caller.lang);
        if shows_names && !event.by.is_empty() {
            text = page.t2("cases-event-by", "moment", text, "name", &event.by);
        }
        if !event.missing.is_empty() {
            let missing: Vec<String> = event.missing.iter().map(|name| missing_words(name)).collect();
            let missing = missing.join(&page.t("cases-list-separator"));
            text = page.t2("cases-event-missing", "moment", text, "missing", missing);
        }
        timeline.event(state_words(page, kind, &event.what), text)
    })
}

/// Who reads what somebody said of themselves: "your own word" is said to nobody else.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub(super) enum Reader {
    /// Whoever said it.
    Applicant,
    /// The service window.
    Officer,
    /// The employer of the post.
    Employer,
}

/// Facts as a summary list: what they are called, their values, who says so.
pub(super) fn facts_list(caller: &Caller, page: &Page, reader: Reader, facts: &Facts) -> SummaryList {
    let rows = said(caller, page, reader, facts);
    rows.into_iter().fold(SummaryList::new(), |list, (_, title, value)| list.row(title, value))
}

/// One's own facts, each with the way to change it; `back` is the page to come back to.
pub(super) fn facts_to_change(caller: &Caller, page: &Page, facts: &Facts, back: &str) -> SummaryList {
    let rows = said(caller, page, Reader::Applicant, facts);
    rows.into_iter().fold(SummaryList::new(), |list, (name, title, value)| {
        let href = format!("/check/{name}?back={}", super::address::encoded(back));
        list.row_with_link(title.clone(), value, href, page.t("layout-change"), title)
    })
}

/// Name, title and value of each fact.
fn said<'f>(
    caller: &Caller,
    page: &Page,
    reader: Reader,
    facts: &'f Facts,
) -> Vec<(&'f str, String, Content)> {
    let vocabulary = vocabulary_of(&caller.app);
    let speaker = Speaker::new(&caller.app, caller.lang, &vocabulary);
    let row = |(name, given): (&'f str, &Given)| {
        let mut html = Content::from(speaker.fact_value(name, given.value.as_ref())).to_string();
        if let Some(source) = given.source {
            let source = source_words(page, reader, Some(source));
            html.push_str(&format!(
                " <span class=\"wotu-quiet\">{}</span>",
                Content::from(page.t1("cases-fact-source", "source", source))
            ));
        }
        (name, speaker.fact(name), Content::html(html))
    };
    facts.iter().map(row).collect()
}

/// The facts that were sealed with an application, to be opened; that there are none is said outright.
pub(super) fn sealed_details(caller: &Caller, page: &Page, reader: Reader, sealed: &Facts) -> Content {
    if sealed.is_empty() {
        let none = Content::from(page.t("cases-application-no-facts"));
        return Content::html(format!("<p class=\"govuk-body\">{none}</p>"));
    }
    let list = Content::of(facts_list(caller, page, reader, sealed));
    Content::of(Details::new(page.t1("cases-application-facts", "count", sealed.len()), list))
}

/// The facts that were sealed, read again; those that the vocabulary has no more are left out of the reading.
pub(super) fn sealed_facts(caller: &Caller, shown: &ShownApplication) -> Facts {
    rules::facts::parse_json(&shown.application.sealed.facts, &vocabulary_of(&caller.app)).unwrap_or_default()
}

/// Who says a fact, in words for whoever reads it.
pub(super) fn source_words(page: &Page, reader: Reader, source: Option<Source>) -> String {
    page.t(match (source, reader) {
        (None | Some(Source::Declared), Reader::Applicant) => "cases-source-own-word",
        (None | Some(Source::Declared), Reader::Officer) => "cases-source-declared",
        (None | Some(Source::Declared), Reader::Employer) => "cases-source-applicants-word",
        (Some(Source::Uploaded), _) => "cases-source-uploaded",
        (Some(Source::Seen), _) => "cases-source-seen",
        (Some(Source::Issued), _) => "cases-source-issued",
    })
}

/// What a paper or fact that is missing is called.
pub(super) fn missing_name(caller: &Caller, shown: &ShownApplication, name: &str) -> String {
    let papers = shown.determination.iter().flat_map(|answer| &answer.evidence);
    if let Some(paper) = papers.into_iter().find(|paper| paper.id == name) {
        let title = match caller.lang {
            Lang::Zh => &paper.title.zh,
            Lang::En => &paper.title.en,
        };
        return title.clone();
    }
    let vocabulary = vocabulary_of(&caller.app);
    Speaker::new(&caller.app, caller.lang, &vocabulary).fact(name)
}
