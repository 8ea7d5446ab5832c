//! The parts of a long application, with the state of each.

use askama::Template;
use serde::Deserialize;

use super::content::{Attributes, Classes, Content};
use super::message::Tag;

/// Tasks in the order in which they are best done.
#[derive(Template, Debug, Clone, Default, Deserialize)]
#[template(path = "wotu/components/task_list.html")]
#[serde(default, rename_all = "camelCase")]
pub struct TaskList {
    /// The tasks.
    pub items: Vec<Task>,
    /// The start of every id.
    pub id_prefix: Option<String>,
    /// Further classes.
    pub classes: Classes,
    /// Further attributes.
    pub attributes: Attributes,
}

/// One task.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct Task {
    /// What is to be done: begins with a verb.
    pub title: TaskTitle,
    /// One sentence of help.
    pub hint: Option<TaskTitle>,
    /// How far it is.
    pub status: TaskStatus,
    /// Where it is done; none while it cannot be begun.
    pub href: Option<String>,
    /// Further classes.
    pub classes: Classes,
}

/// The words of a task or of its hint.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TaskTitle {
    /// The words.
    #[serde(flatten)]
    pub content: Content,
    /// Further classes.
    pub classes: Classes,
}

/// How far a task is: plain words when it is done, a tag otherwise.
#[derive(Debug, Clone, Default, Deserialize)]
#[serde(default)]
pub struct TaskStatus {
    /// The plain words.
    #[serde(flatten)]
    pub content: Content,
    /// The tag.
    pub tag: Option<Tag>,
    /// Further classes.
    pub classes: Classes,
}

impl TaskList {
    /// A list without tasks.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One more task, done.
    #[must_use]
    pub fn done(
        self,
        title: impl Into<Content>,
        href: impl Into<String>,
        status: impl Into<Content>,
    ) -> Self {
        let status = TaskStatus { content: status.into(), ..TaskStatus::default() };
        self.task(title, Some(href.into()), status)
    }

    /// One more task, to be done.
    #[must_use]
    pub fn open(
        self,
        title: impl Into<Content>,
        href: impl Into<String>,
        status: impl Into<Content>,
    ) -> Self {
        let status = TaskStatus { tag: Some(Tag::coloured(status, "blue")), ..TaskStatus::default() };
        self.task(title, Some(href.into()), status)
    }

    /// One more task that cannot be begun yet.
    #[must_use]
    pub fn blocked(self, title: impl Into<Content>, status: impl Into<Content>) -> Self {
        let classes = Classes::from("govuk-task-list__status--cannot-start-yet");
        let status = TaskStatus { content: status.into(), classes, ..TaskStatus::default() };
        self.task(title, None, status)
    }

    fn task(mut self, title: impl Into<Content>, href: Option<String>, status: TaskStatus) -> Self {
        let title = TaskTitle { content: title.into(), ..TaskTitle::default() };
        self.items.push(Task { title, href, status, ..Task::default() });
        self
    }

    fn id(&self, number: &usize, what: &str) -> String {
        let prefix = self.id_prefix.as_deref().filter(|prefix| !prefix.is_empty()).unwrap_or("task-list");
        format!("{prefix}-{number}-{what}")
    }
}
