//! Where something is said: the article, and each source with how well it is known.

use super::Speaker;
use rules::pack::{Mark, Pack};

/// One source, cited.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Cite {
    /// `L`, `O`, `S` or `D`.
    pub letter: &'static str,
    /// What the letter means.
    pub meaning: String,
    /// What the source is.
    pub text: String,
    /// The list of sources, at this one.
    pub href: String,
}

impl Cite {
    /// The sources of these ids, in the order in which they are cited.
    #[must_use]
    pub fn of<'i>(speaker: Speaker<'_>, pack: &Pack, ids: impl IntoIterator<Item = &'i String>) -> Vec<Self> {
        let cited = ids.into_iter().filter_map(|id| pack.source(id));
        cited
            .map(|source| Self {
                letter: letter(source.mark),
                meaning: speaker.mark(source.mark),
                text: source.text.clone(),
                href: format!("/policies/sources/{}#{}", pack.id, source.id),
            })
            .collect()
    }
}

/// The letter of a mark.
#[must_use]
pub const fn letter(mark: Mark) -> &'static str {
    match mark {
        Mark::L => "L",
        Mark::O => "O",
        Mark::S => "S",
        Mark::D => "D",
    }
}
