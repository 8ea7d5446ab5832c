//! An application: for which measure or post, of whom, on which facts, and how far it has come. The first step of
//! casework: nobody decides here.

use super::{Reference, Sealed};
use jiff::Timestamp;
use vocabulary::{AccountId, ApplicationId, OrganisationId, PersonId, PostId, Refusal};

/// The most papers and facts that can be named as missing.
const MOST_MISSING: usize = 50;

/// What is applied for.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Wish {
    /// A measure of the version that was in force; the pack's fingerprint stands in the seal.
    Measure {
        /// The pack.
        pack: String,
        /// The version.
        version: String,
        /// The measure.
        measure: String,
    },
    /// A post.
    Post {
        /// The post.
        post: PostId,
    },
}

impl Wish {
    /// As stored and as lists filter by it.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Measure { .. } => "measure",
            Self::Post { .. } => "post",
        }
    }

    /// Two open applications of one person with the same key are one too many. A measure has the same id in each version.
    #[must_use]
    pub fn key(&self, person: PersonId) -> String {
        match self {
            Self::Measure { pack, measure, .. } => format!("{person} {pack} {measure}"),
            Self::Post { post } => format!("{person} {post}"),
        }
    }
}

/// When it was accepted for processing, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Acceptance {
    /// When.
    pub at: Timestamp,
    /// The officer's or employer's account.
    pub by: AccountId,
}

/// How far it has come, with the dates.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It arrived.
    Received {
        /// When.
        at: Timestamp,
    },
    /// Somebody saw it and accepted it for processing: for a post, the employer has seen it.
    Accepted {
        /// When it arrived.
        received_at: Timestamp,
        /// When and by whom.
        acceptance: Acceptance,
    },
    /// Accepted although papers are missing (容缺受理); they can be brought later.
    AcceptedWithPapersMissing {
        /// When it arrived.
        received_at: Timestamp,
        /// When and by whom.
        acceptance: Acceptance,
        /// The ids of the papers of the measure, and the names of the facts.
        missing: Vec<String>,
    },
    /// The person took it back.
    Withdrawn {
        /// When it arrived.
        received_at: Timestamp,
        /// Whether it had been accepted before.
        acceptance: Option<Acceptance>,
        /// When.
        at: Timestamp,
    },
}

impl State {
    /// Every word, in the order in which an application goes.
    pub const WORDS: [&'static str; 4] = ["received", "accepted", "papers_missing", "withdrawn"];

    /// As stored and as lists filter by it.
    #[must_use]
    pub const fn word(&self) -> &'static str {
        match self {
            Self::Received { .. } => "received",
            Self::Accepted { .. } => "accepted",
            Self::AcceptedWithPapersMissing { .. } => "papers_missing",
            Self::Withdrawn { .. } => "withdrawn",
        }
    }

    /// When it arrived.
    #[must_use]
    pub const fn received_at(&self) -> Timestamp {
        match self {
            Self::Received { at } => *at,
            Self::Accepted { received_at, .. }
            | Self::AcceptedWithPapersMissing { received_at, .. }
            | Self::Withdrawn { received_at, .. } => *received_at,
        }
    }

    /// When and by whom it was accepted, if it was.
    #[must_use]
    pub const fn acceptance(&self) -> Option<Acceptance> {
        match self {
            Self::Received { .. } => None,
            Self::Accepted { acceptance, .. } | Self::AcceptedWithPapersMissing { acceptance, .. } => {
                Some(*acceptance)
            }
            Self::Withdrawn { acceptance, .. } => *acceptance,
        }
    }

    /// When it was withdrawn, if it was.
    #[must_use]
    pub const fn withdrawn_at(&self) -> Option<Timestamp> {
        match self {
            Self::Withdrawn { at, .. } => Some(*at),
            _ => None,
        }
    }

    /// What is missing.
    #[must_use]
    pub fn missing(&self) -> &[String] {
        match self {
            Self::AcceptedWithPapersMissing { missing, .. } => missing,
            _ => &[],
        }
    }

    /// Whether it is still on its way.
    #[must_use]
    pub const fn is_open(&self) -> bool {
        !matches!(self, Self::Withdrawn { .. })
    }

    /// Somebody accepts it for processing, perhaps with papers missing. What was accepted so can be accepted again, once
    /// fewer are missing.
    ///
    /// # Errors
    /// `cases.withdrawn`, `cases.accepted_already`, `cases.too_many_missing`.
    pub fn accept(self, at: Timestamp, by: AccountId, missing: Vec<String>) -> Result<Self, Refusal> {
        if missing.len() > MOST_MISSING {
            return Err(Refusal::invalid("cases.too_many_missing", "missing").with("max", MOST_MISSING));
        }
        let received_at = self.received_at();
        match self {
            Self::Received { .. } => {}
            Self::AcceptedWithPapersMissing { missing: before, .. } if missing.len() < before.len() => {}
            Self::Accepted { .. } | Self::AcceptedWithPapersMissing { .. } => {
                return Err(Refusal::conflict("cases.accepted_already"));
            }
            Self::Withdrawn { .. } => return Err(Refusal::conflict("cases.withdrawn")),
        }
        let acceptance = Acceptance { at, by };
        Ok(if missing.is_empty() {
            Self::Accepted { received_at, acceptance }
        } else {
            Self::AcceptedWithPapersMissing { received_at, acceptance, missing }
        })
    }

    /// The person takes it back.
    ///
    /// # Errors
    /// `cases.withdrawn` if they did already.
    pub fn withdraw(self, at: Timestamp) -> Result<Self, Refusal> {
        if !self.is_open() {
            return Err(Refusal::conflict("cases.withdrawn"));
        }
        Ok(Self::Withdrawn { received_at: self.received_at(), acceptance: self.acceptance(), at })
    }
}

/// What the rules or the matching said when the application was made.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Answer {
    /// Entitled; for a post, its conditions are met.
    Yes,
    /// Not entitled, and the person applied all the same.
    No,
    /// Facts are missing.
    Unknown,
    /// Negotiated individually.
    Refer,
}

impl Answer {
    /// All, as stored.
    pub const ALL: [(&'static str, Self); 4] =
        [("yes", Self::Yes), ("no", Self::No), ("unknown", Self::Unknown), ("refer", Self::Refer)];

    /// As stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Yes => "yes",
            Self::No => "no",
            Self::Unknown => "unknown",
            Self::Refer => "refer",
        }
    }

    /// The answer of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|(name, _)| *name == word).map(|(_, answer)| answer)
    }
}

impl From<rules::Outcome> for Answer {
    fn from(outcome: rules::Outcome) -> Self {
        match outcome {
            rules::Outcome::Yes => Self::Yes,
            rules::Outcome::No => Self::No,
            rules::Outcome::Unknown => Self::Unknown,
            rules::Outcome::Refer => Self::Refer,
        }
    }
}

/// An application.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Application {
    /// Its id.
    pub id: ApplicationId,
    /// What the person keeps.
    pub reference: Reference,
    /// For what.
    pub wish: Wish,
    /// Whose.
    pub person: PersonId,
    /// For a post: whose post it is.
    pub organisation: Option<OrganisationId>,
    /// What was said when it was made.
    pub answer: Answer,
    /// The facts used and the answer, as they were.
    pub sealed: Sealed,
    /// How far it has come.
    pub state: State,
}

#[cfg(test)]
mod tests {
    use super::*;
    use uuid::Uuid;

    fn at(second: i64) -> Timestamp {
        Timestamp::from_second(second).unwrap()
    }

    fn by() -> AccountId {
        AccountId::new(Uuid::from_u128(1))
    }

    fn each() -> Vec<State> {
        let received = State::Received { at: at(1) };
        let accepted = received.clone().accept(at(2), by(), vec![]).unwrap();
        let missing = received.clone().accept(at(2), by(), vec!["a".to_owned(), "b".to_owned()]).unwrap();
        let withdrawn = received.clone().withdraw(at(3)).unwrap();
        vec![received, accepted, missing, withdrawn]
    }

    #[test]
    fn every_transition_is_allowed_or_refused_as_the_table_says() {
        let words: Vec<&str> = each().iter().map(State::word).collect();
        assert_eq!(words, State::WORDS);
        let none = || Vec::<String>::new();
        let one = || vec!["a".to_owned()];
        let two = || vec!["a".to_owned(), "b".to_owned()];
        let outcome = |result: Result<State, Refusal>| match result {
            Ok(state) => state.word(),
            Err(refusal) => refusal.code,
        };
        for (state, with_none, with_one, with_two, withdrawn) in [
            (0, "accepted", "papers_missing", "papers_missing", "withdrawn"),
            (1, "cases.accepted_already", "cases.accepted_already", "cases.accepted_already", "withdrawn"),
            (2, "accepted", "papers_missing", "cases.accepted_already", "withdrawn"),
            (3, "cases.withdrawn", "cases.withdrawn", "cases.withdrawn", "cases.withdrawn"),
        ] {
            let from = || each()[state].clone();
            assert_eq!(outcome(from().accept(at(9), by(), none())), with_none, "{:?}", from());
            assert_eq!(outcome(from().accept(at(9), by(), one())), with_one, "{:?}", from());
            assert_eq!(outcome(from().accept(at(9), by(), two())), with_two, "{:?}", from());
            assert_eq!(outcome(from().withdraw(at(9))), withdrawn, "{:?}", from());
        }
    }

    #[test]
    fn a_transition_keeps_the_dates_before_it() {
        let state = State::Received { at: at(1) }.accept(at(2), by(), vec!["a".to_owned()]).unwrap();
        let state = state.accept(at(3), by(), vec![]).unwrap().withdraw(at(4)).unwrap();
        assert_eq!(state.received_at(), at(1));
        assert_eq!(state.acceptance(), Some(Acceptance { at: at(3), by: by() }));
        assert_eq!(state.withdrawn_at(), Some(at(4)));
    }

    #[test]
    fn no_more_than_the_limit_is_missing() {
        let received = State::Received { at: at(1) };
        let papers = |count| (0..count).map(|n: usize| n.to_string()).collect();
        assert!(received.clone().accept(at(2), by(), papers(MOST_MISSING)).is_ok());
        let refused = received.accept(at(2), by(), papers(MOST_MISSING + 1)).unwrap_err();
        assert_eq!(refused.code, "cases.too_many_missing");
    }

    #[test]
    fn the_same_measure_of_two_versions_is_one_wish() {
        let person = PersonId::new(Uuid::from_u128(7));
        let wish = |version: &str, measure: &str| Wish::Measure {
            pack: "jilin".to_owned(),
            version: version.to_owned(),
            measure: measure.to_owned(),
        };
        assert_eq!(wish("v2", "rent").key(person), wish("v3", "rent").key(person));
        assert_ne!(wish("v3", "rent").key(person), wish("v3", "settling_in").key(person));
    }
}
