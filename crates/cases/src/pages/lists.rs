//! Lists of applications: the rows, the filters as a plain form, the pages by key. One for persons, officers, employers.

use super::{
    address::{Parameters, address},
    words,
};
use crate::queries::{ListApplications, Listed, ListedApplications, WhichList};
use platform::{
    acts::{Outcome, ask},
    components::{FilterChips, OutcomeTag, Page, Pagination, Select, Tag},
    texts,
    web::Caller,
};
use vocabulary::PostId;

/// A row.
pub(super) struct Row {
    pub(super) reference: String,
    pub(super) href: String,
    pub(super) title: String,
    pub(super) of: String,
    pub(super) person: String,
    pub(super) received: String,
    pub(super) tag: Tag,
    pub(super) missing: Option<String>,
    pub(super) answer: OutcomeTag,
}

/// A list with its filters.
pub(super) struct List {
    pub(super) rows: Vec<Row>,
    pub(super) state: Select,
    pub(super) answer: Select,
    pub(super) chips: FilterChips,
    pub(super) counts: String,
    pub(super) pagination: Option<Pagination>,
    /// A filter is in use: an empty list is then nothing to worry about.
    pub(super) is_filtered: bool,
    /// Filters that the form keeps without showing them.
    pub(super) hidden: Vec<(&'static str, String)>,
}

/// Which list: whose, what kind, and where its rows lead.
pub(super) struct Which {
    pub(super) path: &'static str,
    pub(super) whose: Option<&'static str>,
    pub(super) kind: Option<&'static str>,
    /// Rows lead to `PREFIX/reference` or `PREFIX/id`.
    pub(super) prefix: &'static str,
    pub(super) by_reference: bool,
}

/// Asks and puts into words.
pub(super) async fn list(caller: &Caller, page: &Page, which: &Which, query: Option<&str>) -> Outcome<List> {
    let parameters = Parameters::read(query);
    let known =
        |name: &str, words: &[&str]| parameters.text(name).filter(|value| words.contains(&value.as_str()));
    let input = WhichList {
        whose: which.whose.map(str::to_owned),
        kind: which.kind.map(str::to_owned),
        // A link with a stranger's filter shows the whole list rather than an error.
        state: known("state", &crate::model::State::WORDS),
        answer: known("answer", &["yes", "no", "unknown", "refer"]),
        measure: parameters.text("measure"),
        post: parameters.text("post"),
        before: parameters.get("before").and_then(|id| id.parse().ok()),
    };
    let found = ask::<ListApplications>(&caller.app, &caller.actor, input.clone()).await?;
    let ids: Vec<PostId> = found.applications.iter().filter_map(|listed| listed.post).collect();
    let posts = words::posts(caller, &ids).await?;
    let row = |listed: &Listed| {
        let wished = match (&listed.pack, &listed.version, &listed.measure, listed.post) {
            (Some(pack), Some(version), Some(id), _) => words::measure(caller, pack, version, id),
            (_, _, _, Some(post)) => posts.get(&post).cloned().unwrap_or_default(),
            _ => words::Wished::default(),
        };
        let tail = if which.by_reference { listed.reference.clone() } else { listed.id.to_string() };
        Row {
            reference: listed.reference.clone(),
            href: format!("{}/{tail}", which.prefix),
            title: wished.title,
            of: wished.of,
            person: listed.person_name.clone().unwrap_or_default(),
            received: texts::moment(listed.received_at, caller.app.region(), caller.lang),
            tag: words::state_tag(page, &listed.kind, &listed.state),
            missing: (listed.missing > 0).then(|| page.t1("cases-list-missing", "count", listed.missing)),
            answer: words::answer_tag(page, &listed.kind, &listed.answer),
        }
    };
    let href = |without: &str, before: Option<&str>| {
        let keep =
            |name: &'static str, value: &Option<String>| (name, value.clone().filter(|_| name != without));
        let kept = [
            keep("state", &input.state),
            keep("answer", &input.answer),
            keep("measure", &input.measure),
            keep("post", &input.post),
        ];
        let mut pairs: Vec<(&str, Option<&str>)> =
            kept.iter().map(|(name, value)| (*name, value.as_deref())).collect();
        pairs.push(("before", before));
        address(which.path, &pairs)
    };
    let mut chips = page.filter_chips(which.path);
    if let Some(state) = &input.state {
        chips = chips
            .filter(words::state_words(page, which.kind.unwrap_or_default(), state), href("state", None));
    }
    if let Some(answer) = &input.answer {
        chips = chips
            .filter(page.t(words::answer_key(which.kind.unwrap_or_default(), answer)), href("answer", None));
    }
    if let Some(measure) = &input.measure {
        chips = chips.filter(measure.as_str(), href("measure", None));
    }
    if let Some(post) = input.post.as_ref().and_then(|id| id.parse().ok()) {
        let title = words::posts(caller, &[post]).await?.remove(&post).map(|wished| wished.title);
        chips = chips.filter(title.unwrap_or_default(), href("post", None));
    }
    let next = found.next.map(|id| href("", Some(&id.to_string())));
    let first = input.before.map(|_| href("", None));
    let has_pages = next.is_some() || first.is_some();
    Ok(List {
        rows: found.applications.iter().map(row).collect(),
        state: states(page, which, input.state.as_deref()),
        answer: answers(page, which, input.answer.as_deref()),
        chips,
        counts: counts(page, which, &found),
        pagination: has_pages.then(|| page.pagination_by_key(first, next)),
        is_filtered: input.state.is_some()
            || input.answer.is_some()
            || input.measure.is_some()
            || input.post.is_some(),
        hidden: [("measure", input.measure), ("post", input.post)]
            .into_iter()
            .filter_map(|(name, value)| Some((name, value?)))
            .collect(),
    })
}

fn states(page: &Page, which: &Which, chosen: Option<&str>) -> Select {
    let kind = which.kind.unwrap_or_default();
    let words =
        crate::model::State::WORDS.into_iter().filter(|word| kind != "post" || *word != "papers_missing");
    Select::new("state", page.t("cases-filter-state"))
        .option("", page.t("cases-filter-any"))
        .options(words.map(|word| (word, words::state_words(page, kind, word))))
        .value(chosen.unwrap_or_default())
}

fn answers(page: &Page, which: &Which, chosen: Option<&str>) -> Select {
    let kind = which.kind.unwrap_or_default();
    // A post is not negotiated, and nobody applies whose conditions are not met.
    let possible: &[&'static str] =
        if kind == "post" { &["yes", "unknown"] } else { &["yes", "refer", "unknown", "no"] };
    Select::new("answer", page.t("cases-filter-answer"))
        .option("", page.t("cases-filter-any"))
        .options(possible.iter().map(|word| (*word, page.t(words::answer_key(kind, word)))))
        .value(chosen.unwrap_or_default())
}

/// "12 received, 3 accepted".
fn counts(page: &Page, which: &Which, found: &ListedApplications) -> String {
    let kind = which.kind.unwrap_or_default();
    let counted = crate::model::State::WORDS.into_iter().filter_map(|word| {
        let count = found.counts.get(word).copied().filter(|count| *count > 0)?;
        Some(page.t2("cases-list-count", "state", words::state_words(page, kind, word), "count", count))
    });
    counted.collect::<Vec<_>>().join(&page.t("cases-list-separator"))
}
