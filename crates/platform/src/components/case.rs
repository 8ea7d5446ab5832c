//! How a case stands: what has happened, which step it is at, and boxes of facts beside it.

use askama::Template;

use super::content::Content;
use super::page::Page;

/// What has happened, the latest first.
#[derive(Template, Debug, Clone, Default)]
#[template(path = "wotu/components/timeline.html")]
pub struct Timeline {
    /// The events.
    pub events: Vec<TimelineEvent>,
}

/// One event.
#[derive(Debug, Clone)]
pub struct TimelineEvent {
    /// What happened.
    pub title: Content,
    /// When, by whom.
    pub text: Content,
}

impl Timeline {
    /// A timeline without events.
    #[must_use]
    pub fn new() -> Self {
        Self::default()
    }

    /// One more event, earlier than those before it.
    #[must_use]
    pub fn event(mut self, title: impl Into<Content>, text: impl Into<Content>) -> Self {
        self.events.push(TimelineEvent { title: title.into(), text: text.into() });
        self
    }
}

/// The steps of a case in their order. Make it with [`Page::status_tracker`].
#[derive(Template, Debug, Clone)]
#[template(path = "wotu/components/status_tracker.html")]
pub struct StatusTracker {
    steps: Vec<TrackerStep>,
}

/// One step, with its state in words for those who do not see the line.
#[derive(Debug, Clone)]
struct TrackerStep {
    name: Content,
    when: Content,
    class: &'static str,
    state: String,
    is_current: bool,
}

/// A column of facts in a frame.
#[derive(Template, Debug, Clone)]
#[template(path = "wotu/components/case_box.html")]
pub struct CaseBox {
    /// Its heading.
    pub title: Content,
    /// What stands in it.
    pub content: Content,
}

impl CaseBox {
    /// A frame with a heading. For a component inside use `Content::of(&component)`.
    #[must_use]
    pub fn new(title: impl Into<Content>, content: impl Into<Content>) -> Self {
        Self { title: title.into(), content: content.into() }
    }
}

impl Page {
    /// The steps of a case, each with its name and when it was or will be; `current` counts from 0. If it is the number
    /// of steps, all are done.
    #[must_use]
    pub fn status_tracker<N: Into<Content>, W: Into<Content>>(
        &self,
        current: usize,
        steps: impl IntoIterator<Item = (N, W)>,
    ) -> StatusTracker {
        let step = |(index, (name, when)): (usize, (N, W))| {
            let (class, key) = match index.cmp(&current) {
                std::cmp::Ordering::Less => (" wotu-tracker__step--done", "layout-tracker-done"),
                std::cmp::Ordering::Equal => (" wotu-tracker__step--current", "layout-tracker-current"),
                std::cmp::Ordering::Greater => ("", "layout-tracker-next"),
            };
            TrackerStep {
                name: name.into(),
                when: when.into(),
                class,
                state: self.t(key),
                is_current: index == current,
            }
        };
        StatusTracker { steps: steps.into_iter().enumerate().map(step).collect() }
    }
}
