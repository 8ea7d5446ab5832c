//! A draft: a pack that the policy office works on, from its beginning to its publication. Two people stand behind
//! whatever is published: whoever changed it last or submitted it never approves it.

use jiff::{Timestamp, civil::Date};
use serde::{Deserialize, Serialize};
use utoipa::ToSchema;
use vocabulary::{AccountId, DraftId, EditionId, Refusal};

/// When something was done, and by whom.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Done {
    /// When.
    pub at: Timestamp,
    /// By which account.
    pub by: AccountId,
}

/// How far a draft has come.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum State {
    /// It is worked on.
    Editing,
    /// It waits for a second person. Nobody changes it meanwhile.
    Submitted {
        /// When and by whom.
        submitted: Done,
    },
    /// A second person approved it; it waits for its publication.
    Approved {
        /// When and by whom it was submitted.
        submitted: Done,
        /// When and by whom it was approved.
        approved: Done,
    },
    /// It became an edition, and is locked for ever.
    Published {
        /// When and by whom it was submitted.
        submitted: Done,
        /// When and by whom it was approved.
        approved: Done,
        /// When and by whom it was published.
        published: Done,
        /// From which day on it is served.
        from: Date,
        /// The edition.
        edition: EditionId,
    },
    /// It was given up.
    Discarded {
        /// When and by whom.
        discarded: Done,
    },
}

/// The word of a state, as it is stored and told.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize, Deserialize, ToSchema)]
#[serde(rename_all = "snake_case")]
#[schema(as = policies::DraftState)]
pub enum StateWord {
    /// It is worked on.
    Editing,
    /// It waits for a second person.
    Submitted,
    /// It was approved.
    Approved,
    /// It was published.
    Published,
    /// It was given up.
    Discarded,
}

impl StateWord {
    /// All, in the order in which a draft goes.
    pub const ALL: [Self; 5] =
        [Self::Editing, Self::Submitted, Self::Approved, Self::Published, Self::Discarded];

    /// As stored.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::Editing => "editing",
            Self::Submitted => "submitted",
            Self::Approved => "approved",
            Self::Published => "published",
            Self::Discarded => "discarded",
        }
    }

    /// The state of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|state| state.word() == word)
    }
}

impl State {
    /// Its word.
    #[must_use]
    pub const fn word(&self) -> StateWord {
        match self {
            Self::Editing => StateWord::Editing,
            Self::Submitted { .. } => StateWord::Submitted,
            Self::Approved { .. } => StateWord::Approved,
            Self::Published { .. } => StateWord::Published,
            Self::Discarded { .. } => StateWord::Discarded,
        }
    }

    /// When and by whom it was submitted, if it was.
    #[must_use]
    pub const fn submitted(&self) -> Option<Done> {
        match self {
            Self::Submitted { submitted }
            | Self::Approved { submitted, .. }
            | Self::Published { submitted, .. } => Some(*submitted),
            Self::Editing | Self::Discarded { .. } => None,
        }
    }

    /// When and by whom it was approved, if it was.
    #[must_use]
    pub const fn approved(&self) -> Option<Done> {
        match self {
            Self::Approved { approved, .. } | Self::Published { approved, .. } => Some(*approved),
            Self::Editing | Self::Submitted { .. } | Self::Discarded { .. } => None,
        }
    }

    /// When and by whom it was published or given up, if it was.
    #[must_use]
    pub const fn ended(&self) -> Option<Done> {
        match self {
            Self::Published { published, .. } => Some(*published),
            Self::Discarded { discarded } => Some(*discarded),
            Self::Editing | Self::Submitted { .. } | Self::Approved { .. } => None,
        }
    }

    /// From which day on it is served, and as which edition, if it was published.
    #[must_use]
    pub const fn edition(&self) -> Option<(Date, EditionId)> {
        match self {
            Self::Published { from, edition, .. } => Some((*from, *edition)),
            _ => None,
        }
    }
}

/// A draft, without its files.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Draft {
    /// Its id.
    pub id: DraftId,
    /// The pack's name.
    pub pack: String,
    /// What it is for.
    pub title: String,
    /// The fingerprint of the edition it was begun from.
    pub based_on: String,
    /// When and by whom it was begun.
    pub started: Done,
    /// Rises with each change of a file.
    pub revision: i64,
    /// When and by whom a file was changed last.
    pub changed: Done,
    /// How far it has come.
    pub state: State,
}

/// The longest title, in characters.
const TITLE: usize = 200;
/// The longest note, in characters.
const NOTE: usize = 2000;

/// What a draft is for: some words, not too many.
///
/// # Errors
/// `policies.draft_title`.
pub fn title(text: &str) -> Result<String, Refusal> {
    let text = text.trim();
    if text.is_empty() || text.chars().count() > TITLE || text.contains(char::is_control) {
        return Err(Refusal::invalid("policies.draft_title", "title").with("max", TITLE));
    }
    Ok(text.to_owned())
}

/// Why a draft goes back: whoever gets it back must know what to do.
///
/// # Errors
/// `policies.draft_note`.
pub fn note(text: &str) -> Result<String, Refusal> {
    let text = text.replace("\r\n", "\n").trim().to_owned();
    if text.is_empty() || text.chars().count() > NOTE {
        return Err(Refusal::invalid("policies.draft_note", "note").with("max", NOTE));
    }
    Ok(text)
}

impl Draft {
    /// Begins one.
    #[must_use]
    pub fn start(id: DraftId, pack: &str, title: String, based_on: &str, started: Done) -> Self {
        Self {
            id,
            pack: pack.to_owned(),
            title,
            based_on: based_on.to_owned(),
            started,
            revision: 0,
            changed: started,
            state: State::Editing,
        }
    }

    /// Somebody changes a file.
    ///
    /// # Errors
    /// `policies.draft_locked` unless it is worked on.
    pub fn change(self, changed: Done) -> Result<Self, Refusal> {
        self.open_only()?;
        Ok(Self { revision: self.revision + 1, changed, ..self })
    }

    /// It goes to a second person. Whether it is ready is [`super::Readiness`].
    ///
    /// # Errors
    /// `policies.draft_locked` unless it is worked on.
    pub fn submit(self, submitted: Done) -> Result<Self, Refusal> {
        self.open_only()?;
        Ok(Self { state: State::Submitted { submitted }, ..self })
    }

    /// A second person approves it.
    ///
    /// # Errors
    /// `policies.draft_not_submitted`; `policies.second_person` to whoever changed it last or submitted it.
    pub fn approve(self, approved: Done) -> Result<Self, Refusal> {
        let State::Submitted { submitted } = self.state else {
            return Err(Refusal::conflict("policies.draft_not_submitted"));
        };
        if approved.by == self.changed.by || approved.by == submitted.by {
            return Err(Refusal::new(vocabulary::Kind::Forbidden, "policies.second_person"));
        }
        Ok(Self { state: State::Approved { submitted, approved }, ..self })
    }

    /// It goes back to be worked on: a second person asks for it, or its author takes it back.
    ///
    /// # Errors
    /// `policies.draft_not_submitted` if it is worked on anyway, or over.
    pub fn give_back(self) -> Result<Self, Refusal> {
        match self.state {
            State::Submitted { .. } | State::Approved { .. } => Ok(Self { state: State::Editing, ..self }),
            _ => Err(Refusal::conflict("policies.draft_not_submitted")),
        }
    }

    /// It is published from a day on, which is not past.
    ///
    /// # Errors
    /// `policies.draft_not_approved`, `policies.publish_in_past`.
    pub fn publish(
        self,
        published: Done,
        edition: EditionId,
        from: Date,
        today: Date,
    ) -> Result<Self, Refusal> {
        let State::Approved { submitted, approved } = self.state else {
            return Err(Refusal::conflict("policies.draft_not_approved"));
        };
        if from < today {
            return Err(Refusal::invalid("policies.publish_in_past", "from").with("today", today));
        }
        let state = State::Published { submitted, approved, published, from, edition };
        Ok(Self { state, ..self })
    }

    /// It is given up.
    ///
    /// # Errors
    /// `policies.draft_locked` if it was published or given up before.
    pub fn discard(self, discarded: Done) -> Result<Self, Refusal> {
        match self.state {
            State::Published { .. } | State::Discarded { .. } => Err(self.locked()),
            _ => Ok(Self { state: State::Discarded { discarded }, ..self }),
        }
    }

    fn open_only(&self) -> Result<(), Refusal> {
        if self.state == State::Editing { Ok(()) } else { Err(self.locked()) }
    }

    fn locked(&self) -> Refusal {
        Refusal::conflict("policies.draft_locked").with("state", self.state.word().word())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    const TODAY: Date = date(2026, 11, 22);

    fn by(number: u128) -> Done {
        Done {
            at: Timestamp::from_second(i64::try_from(number).unwrap()).unwrap(),
            by: AccountId::new(Uuid::from_u128(number)),
        }
    }

    fn edition() -> EditionId {
        EditionId::new(Uuid::from_u128(9))
    }

    fn draft() -> Draft {
        Draft::start(DraftId::new(Uuid::from_u128(1)), "jilin", "试稿".to_owned(), "abc", by(1))
    }

    /// One in each state, in the order of [`StateWord::ALL`].
    fn each() -> [Draft; 5] {
        let submitted = draft().change(by(1)).unwrap().submit(by(1)).unwrap();
        let approved = submitted.clone().approve(by(2)).unwrap();
        let published = approved.clone().publish(by(2), edition(), TODAY, TODAY).unwrap();
        [draft(), submitted, approved, published, draft().discard(by(3)).unwrap()]
    }

    #[test]
    fn every_transition_is_allowed_or_refused_as_the_table_says() {
        let word = |result: Result<Draft, Refusal>| match result {
            Ok(draft) => draft.state.word().word(),
            Err(refusal) => refusal.code,
        };
        const LOCKED: &str = "policies.draft_locked";
        const NOT_SUBMITTED: &str = "policies.draft_not_submitted";
        const NOT_APPROVED: &str = "policies.draft_not_approved";
        let table = [
            ["editing", "submitted", NOT_SUBMITTED, NOT_SUBMITTED, NOT_APPROVED, "discarded"],
            [LOCKED, LOCKED, "approved", "editing", NOT_APPROVED, "discarded"],
            [LOCKED, LOCKED, NOT_SUBMITTED, "editing", "published", "discarded"],
            [LOCKED, LOCKED, NOT_SUBMITTED, NOT_SUBMITTED, NOT_APPROVED, LOCKED],
            [LOCKED, LOCKED, NOT_SUBMITTED, NOT_SUBMITTED, NOT_APPROVED, LOCKED],
        ];
        for (from, row) in each().into_iter().zip(table) {
            let of = || from.clone();
            let found = [
                word(of().change(by(5))),
                word(of().submit(by(5))),
                word(of().approve(by(5))),
                word(of().give_back()),
                word(of().publish(by(5), edition(), TODAY, TODAY)),
                word(of().discard(by(5))),
            ];
            assert_eq!(found, row, "{:?}", from.state);
        }
    }

    #[test]
    fn nobody_approves_what_he_changed_last_or_submitted() {
        let code = |draft: Draft, who: u128| draft.approve(by(who)).map_err(|refusal| refusal.code);
        let changed_by_1_submitted_by_2 = draft().change(by(1)).unwrap().submit(by(2)).unwrap();
        for who in [1, 2] {
            let refused = code(changed_by_1_submitted_by_2.clone(), who).unwrap_err();
            assert_eq!(refused, "policies.second_person");
        }
        assert!(code(changed_by_1_submitted_by_2, 3).is_ok());
        // Whoever began it, and left all changes to others, is a second person.
        assert!(code(draft().change(by(2)).unwrap().submit(by(2)).unwrap(), 1).is_ok());
    }

    #[test]
    fn it_is_published_today_or_later_and_never_before() {
        let approved = || each()[2].clone();
        let day = |from: Date| approved().publish(by(1), edition(), from, TODAY);
        assert_eq!(day(date(2026, 11, 21)).unwrap_err().code, "policies.publish_in_past");
        for from in [TODAY, date(2027, 1, 1)] {
            assert_eq!(day(from).unwrap().state.edition(), Some((from, edition())));
        }
    }

    #[test]
    fn what_was_returned_is_worked_on_and_needs_a_new_approval() {
        let back = each()[2].clone().give_back().unwrap();
        assert_eq!((back.state.approved(), back.state.submitted()), (None, None));
        assert!(back.change(by(1)).is_ok());
    }

    #[test]
    fn a_change_raises_the_revision_and_names_its_author() {
        let changed = draft().change(by(4)).unwrap();
        assert_eq!((changed.revision, changed.changed), (1, by(4)));
    }

    #[test]
    fn titles_and_notes_have_words_and_an_end() {
        assert_eq!(title("  提高标准 ").unwrap(), "提高标准");
        for text in ["", "  ", "a\nb", &"长".repeat(201)] {
            assert_eq!(title(text).unwrap_err().code, "policies.draft_title", "{text}");
        }
        assert_eq!(note("甲\r\n乙").unwrap(), "甲\n乙");
        for text in [" ", &"长".repeat(2001)] {
            assert_eq!(note(text).unwrap_err().code, "policies.draft_note");
        }
    }
}
