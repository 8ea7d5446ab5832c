//! A profile as summary lists, one a group of questions, with where each fact comes from.

use super::{with_back, words::Words};
use crate::{
    parts::vocabulary_of,
    queries::{FactView, ProfileView},
};
use platform::{
    components::{Content, Page, SummaryList, Tag},
    texts,
    web::Caller,
};

/// One group of questions with its answers.
pub(super) struct Group {
    pub title: String,
    pub list: SummaryList,
}

/// The groups of a profile that have answers, in the vocabulary's order. "Change" leads to the question and back.
pub(super) fn groups(caller: &Caller, page: &Page, profile: &ProfileView, back: &str) -> Vec<Group> {
    let vocabulary = vocabulary_of(&caller.app);
    let words = Words { app: &caller.app, page, vocabulary: &vocabulary };
    let mut groups: Vec<&str> = vocabulary.groups();
    groups.push("");
    let of_group = |group: &str| {
        let facts: Vec<&FactView> = profile.facts.iter().filter(|fact| fact.group == group).collect();
        if facts.is_empty() {
            return None;
        }
        let list = facts.into_iter().fold(SummaryList::new(), |list, fact| row(list, &words, fact, back));
        Some(Group { title: group_title(caller, group), list })
    };
    groups.into_iter().filter_map(of_group).collect()
}

/// What a group of questions is called. Packs may bring groups of their own; their bare name is better than nothing.
pub(super) fn group_title(caller: &Caller, group: &str) -> String {
    let key = format!("people-group-{}", if group.is_empty() { "other" } else { group });
    if caller.app.texts().has(caller.lang, &key) { caller.t(&key) } else { group.replace('_', " ") }
}

/// How many facts are known; "I do not know" is not knowledge.
pub(super) fn known(profile: &ProfileView) -> usize {
    profile.facts.iter().filter(|fact| fact.statement.value.get("unknown").is_none()).count()
}

fn row(list: SummaryList, words: &Words<'_>, fact: &FactView, back: &str) -> SummaryList {
    let page = words.page;
    let FactView { statement, differing, .. } = fact;
    let declared = words.vocabulary.fact(&statement.name);
    let title = match page.lang {
        platform::Lang::Zh => &fact.title_zh,
        platform::Lang::En => &fact.title_en,
    };
    let mut html = paragraph(&words.lines(declared, &statement.value));
    html.push_str(&format!(
        "<p class=\"govuk-body-s govuk-!-margin-bottom-0\">{}",
        source_tag(page, &statement.source)
    ));
    if let Some(since) = statement.since {
        let since = page.t1("people-since", "date", texts::date(since, page.lang));
        html.push_str(&format!(" · {}", Content::from(since)));
    }
    html.push_str("</p>");
    for other in differing {
        let value = words.lines(declared, &other.value).join(&page.t("people-separator"));
        let source = page.t(&format!("people-source-{}", other.source));
        let differs = page.t2("people-differs", "source", source, "value", value);
        html.push_str(&format!(
            "<p class=\"govuk-body-s govuk-!-margin-bottom-0\">{}</p>",
            Content::from(differs)
        ));
    }
    let value = Content::html(html);
    if declared.is_none() {
        return list.row(title, value);
    }
    let href = with_back(&format!("/check/{}", statement.name), Some(back));
    list.row_with_link(title, value, href, page.t("layout-change"), title.clone())
}

/// Lines of words as one paragraph.
pub(super) fn paragraph(lines: &[String]) -> String {
    let lines: Vec<String> = lines.iter().map(|line| Content::from(line.as_str()).to_string()).collect();
    format!("<p class=\"govuk-body govuk-!-margin-bottom-1\">{}</p>", lines.join("<br>"))
}

/// What somebody vouches for stands out; the person's own word is the rule, and is said in plain small type.
fn source_tag(page: &Page, source: &str) -> Content {
    let words = page.t(&format!("people-source-{source}"));
    match source {
        "issued" => Content::of(Tag::coloured(words, "green")),
        "seen" => Content::of(Tag::coloured(words, "blue")),
        "uploaded" => Content::of(Tag::coloured(words, "yellow")),
        _ => Content::from(words),
    }
}
