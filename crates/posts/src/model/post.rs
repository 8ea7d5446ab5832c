//! A post and its states: draft, published, closed. After it closed it stays on record; its page answers 410.

use super::Details;
use jiff::civil::Date;
use organisations::model::Organisation;
use vocabulary::{AccountId, Kind, OrganisationId, PostId, Refusal};

/// Why a post is closed.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum ClosedWhy {
    /// Its last day passed.
    DatePassed,
    /// The employer closed it: filled, or no longer wanted.
    ByEmployer {
        /// Who did.
        by: AccountId,
    },
    /// Its organisation takes no more part.
    OrganisationClosed,
}

/// The state of a post, with its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum State {
    /// Only its organisation sees it.
    Draft {
        /// The day it was made.
        since: Date,
    },
    /// Everybody sees it.
    Published {
        /// The day it was published.
        on: Date,
    },
    /// It is over.
    Closed {
        /// The day it had been published.
        published_on: Date,
        /// The day it was closed.
        on: Date,
        /// Why.
        why: ClosedWhy,
    },
}

impl State {
    /// The key of its name in the text files.
    #[must_use]
    pub const fn text_key(&self) -> &'static str {
        match self {
            Self::Draft { .. } => "posts-state-draft",
            Self::Published { .. } => "posts-state-published",
            Self::Closed { .. } => "posts-state-closed",
        }
    }
}

/// What somebody who is not of its organisation is shown of a post on a day.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Visibility {
    /// Nothing, as if it did not exist (404).
    Hidden,
    /// The post.
    Shown,
    /// That it is over (410), and since when.
    Gone {
        /// The first day on which it was over.
        since: Date,
    },
}

/// An open position of an organisation.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Post {
    /// Its id.
    pub id: PostId,
    /// Whose it is.
    pub organisation: OrganisationId,
    /// What it says.
    pub details: Details,
    /// Its state.
    pub state: State,
}

impl Post {
    /// A new draft.
    #[must_use]
    pub const fn draft(id: PostId, organisation: OrganisationId, details: Details, since: Date) -> Self {
        Self { id, organisation, details, state: State::Draft { since } }
    }

    /// Publishes a draft of `organisation`.
    ///
    /// # Errors
    /// `posts.already_published`, `.closed`, `.of_another_organisation`, `organisations.not_verified` or `.closed`,
    /// `posts.csco_missing`, `.isco_missing` (a published post names its occupation in both), `.closes_passed`.
    pub fn publish(self, on: Date, organisation: &Organisation) -> Result<Self, Refusal> {
        match self.state {
            State::Draft { .. } => {}
            State::Published { on } => {
                return Err(Refusal::conflict("posts.already_published").with("on", on));
            }
            State::Closed { on, .. } => return Err(gone(on)),
        }
        if organisation.id != self.organisation {
            return Err(Refusal::new(Kind::Forbidden, "posts.of_another_organisation"));
        }
        organisation.standing.require_verified()?;
        Refusal::all(not_publishable(&self.details, on))?;
        Ok(Self { state: State::Published { on }, ..self })
    }

    /// The employer says otherwise of it. A published post must stay publishable.
    ///
    /// # Errors
    /// `posts.closed`, or what [`publish`](Self::publish) says of the new details.
    pub fn revise(self, details: Details, today: Date) -> Result<Self, Refusal> {
        match self.state {
            State::Draft { .. } => {}
            State::Published { .. } => Refusal::all(not_publishable(&details, today))?,
            State::Closed { on, .. } => return Err(gone(on)),
        }
        Ok(Self { details, ..self })
    }

    /// The employer closes it.
    ///
    /// # Errors
    /// `posts.not_published`, `.closed`, or `.date_before_publication`.
    pub fn close(self, on: Date, by: AccountId) -> Result<Self, Refusal> {
        self.closed(on, ClosedWhy::ByEmployer { by })
    }

    /// Its last day has passed: the nightly job closes it, as of the day after.
    ///
    /// # Errors
    /// `posts.not_yet_over` if people may still apply `today`, else those of [`close`](Self::close).
    pub fn expire(self, today: Date) -> Result<Self, Refusal> {
        let closes = self.details.closes;
        if today <= closes {
            return Err(Refusal::conflict("posts.not_yet_over").with("closes", closes));
        }
        let on = closes.tomorrow().unwrap_or(today);
        self.closed(on, ClosedWhy::DatePassed)
    }

    /// Its organisation was closed.
    ///
    /// # Errors
    /// Those of [`close`](Self::close).
    pub fn close_with_organisation(self, on: Date) -> Result<Self, Refusal> {
        self.closed(on, ClosedWhy::OrganisationClosed)
    }

    fn closed(self, on: Date, why: ClosedWhy) -> Result<Self, Refusal> {
        match self.state {
            State::Draft { .. } => Err(Refusal::conflict("posts.not_published")),
            State::Published { on: published_on } if on < published_on => {
                Err(Refusal::invalid("posts.date_before_publication", "on").with("published", published_on))
            }
            State::Published { on: published_on } => {
                Ok(Self { state: State::Closed { published_on, on, why }, ..self })
            }
            State::Closed { on, .. } => Err(gone(on)),
        }
    }

    /// What others are shown of it `today`. A post whose last day has passed is over, even before the job closed it.
    #[must_use]
    pub fn visibility(&self, today: Date) -> Visibility {
        match self.state {
            State::Draft { .. } => Visibility::Hidden,
            State::Closed { on, .. } => Visibility::Gone { since: on },
            State::Published { .. } if today > self.details.closes => {
                Visibility::Gone { since: self.details.closes.tomorrow().unwrap_or(today) }
            }
            State::Published { .. } => Visibility::Shown,
        }
    }

    /// That others may see it `today`.
    ///
    /// # Errors
    /// `posts.not_found` (404) for a draft, `posts.closed` (410) for one that is over.
    pub fn require_shown(&self, today: Date) -> Result<(), Refusal> {
        match self.visibility(today) {
            Visibility::Shown => Ok(()),
            Visibility::Hidden => Err(Refusal::not_found("posts.not_found")),
            Visibility::Gone { since } => Err(gone(since)),
        }
    }

    /// That people may apply `today`.
    ///
    /// # Errors
    /// Those of [`require_shown`](Self::require_shown), and `posts.not_open_yet`.
    pub fn require_open(&self, today: Date) -> Result<(), Refusal> {
        self.require_shown(today)?;
        match self.details.opens {
            Some(opens) if today < opens => Err(Refusal::conflict("posts.not_open_yet").with("opens", opens)),
            _ => Ok(()),
        }
    }
}

fn not_publishable(details: &Details, today: Date) -> Vec<Refusal> {
    let mut refusals = Vec::new();
    if details.csco.is_none() {
        refusals.push(Refusal::invalid("posts.csco_missing", "csco_code"));
    }
    if details.isco.is_none() {
        refusals.push(Refusal::invalid("posts.isco_missing", "isco_code"));
    }
    if details.closes < today {
        refusals.push(Refusal::invalid("posts.closes_passed", "closes").with("closes", details.closes));
    }
    refusals
}

fn gone(since: Date) -> Refusal {
    Refusal::new(Kind::Gone, "posts.closed").with("on", since)
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::{Entered, Field};
    use jiff::civil::date;
    use organisations::model::Entered as EnteredOrganisation;
    use uuid::Uuid;

    const MARCH: Date = date(2026, 3, 1);

    fn account() -> AccountId {
        AccountId::new(Uuid::from_u128(1))
    }

    fn firm() -> Organisation {
        let entered = EnteredOrganisation {
            kind: "employer".into(),
            name_zh: "长春沃野农机（虚构）有限公司".into(),
            place: "220100".into(),
            ..EnteredOrganisation::default()
        };
        Organisation::register(
            OrganisationId::new(Uuid::from_u128(2)),
            entered.parse().unwrap(),
            date(2026, 1, 1),
        )
    }

    fn verified() -> Organisation {
        firm().verify(date(2026, 1, 2), account()).unwrap()
    }

    fn details(pairs: &[(Field, &str)]) -> Details {
        let mut entered = Entered::default();
        for (field, text) in [
            (Field::TitleZh, "农机工程师（虚构）"),
            (Field::DescriptionZh, "设计播种机。"),
            (Field::CscoCode, "2-02-07-01"),
            (Field::IscoCode, "2144"),
            (Field::Place, "220100"),
            (Field::Closes, "2026-06-30"),
        ] {
            entered.set(field, text);
        }
        for (field, text) in pairs {
            entered.set(*field, *text);
        }
        entered.parse().unwrap()
    }

    fn draft(pairs: &[(Field, &str)]) -> Post {
        Post::draft(PostId::new(Uuid::from_u128(3)), firm().id, details(pairs), date(2026, 2, 1))
    }

    fn published() -> Post {
        draft(&[]).publish(MARCH, &verified()).unwrap()
    }

    fn code(result: Result<Post, Refusal>) -> &'static str {
        result.unwrap_err().code
    }

    #[test]
    fn a_draft_is_published_and_closed_by_its_employer() {
        let closed = published().close(date(2026, 4, 1), account()).unwrap();
        let why = ClosedWhy::ByEmployer { by: account() };
        assert_eq!(closed.state, State::Closed { published_on: MARCH, on: date(2026, 4, 1), why });
    }

    #[test]
    fn a_post_whose_last_day_passed_closes_as_of_the_day_after() {
        let post = published();
        assert_eq!(code(post.clone().expire(date(2026, 6, 30))), "posts.not_yet_over");
        let closed = post.expire(date(2026, 7, 9)).unwrap();
        let why = ClosedWhy::DatePassed;
        assert_eq!(closed.state, State::Closed { published_on: MARCH, on: date(2026, 7, 1), why });
    }

    #[test]
    fn only_a_verified_organisation_publishes_its_own_posts() {
        assert_eq!(code(draft(&[]).publish(MARCH, &firm())), "organisations.not_verified");
        let closed = verified().close(date(2026, 2, 1)).unwrap();
        assert_eq!(code(draft(&[]).publish(MARCH, &closed)), "organisations.closed");
        let mut other = verified();
        other.id = OrganisationId::new(Uuid::from_u128(9));
        assert_eq!(code(draft(&[]).publish(MARCH, &other)), "posts.of_another_organisation");
    }

    #[test]
    fn a_published_post_names_its_occupation_twice_and_is_not_over() {
        let post = draft(&[(Field::CscoCode, ""), (Field::IscoCode, "")]);
        let refusal = post.publish(date(2026, 7, 1), &verified()).unwrap_err();
        let codes: Vec<_> = refusal.each().map(|r| r.code).collect();
        assert_eq!(codes, ["posts.csco_missing", "posts.isco_missing", "posts.closes_passed"]);
    }

    #[test]
    fn no_step_is_taken_twice_or_out_of_order() {
        assert_eq!(code(draft(&[]).close(MARCH, account())), "posts.not_published");
        assert_eq!(code(published().publish(MARCH, &verified())), "posts.already_published");
        assert_eq!(code(published().close(date(2026, 2, 28), account())), "posts.date_before_publication");
        let closed = published().close(MARCH, account()).unwrap();
        assert_eq!(code(closed.clone().close(MARCH, account())), "posts.closed");
        assert_eq!(code(closed.clone().publish(MARCH, &verified())), "posts.closed");
        assert_eq!(code(closed.revise(details(&[]), MARCH)), "posts.closed");
    }

    #[test]
    fn a_post_is_hidden_then_shown_then_gone() {
        assert_eq!(draft(&[]).visibility(MARCH), Visibility::Hidden);
        assert_eq!(draft(&[]).require_shown(MARCH).unwrap_err().kind.status(), 404);
        let post = published();
        assert_eq!(post.visibility(date(2026, 6, 30)), Visibility::Shown);
        assert_eq!(post.visibility(date(2026, 7, 1)), Visibility::Gone { since: date(2026, 7, 1) });
        assert_eq!(post.require_shown(date(2026, 7, 1)).unwrap_err().kind.status(), 410);
    }

    #[test]
    fn nobody_applies_before_it_opens() {
        let post = draft(&[(Field::Opens, "2026-05-01")]).publish(MARCH, &verified()).unwrap();
        assert_eq!(post.require_open(date(2026, 4, 30)).unwrap_err().code, "posts.not_open_yet");
        assert_eq!(post.require_open(date(2026, 5, 1)), Ok(()));
        assert_eq!(post.require_open(date(2026, 7, 1)).unwrap_err().code, "posts.closed");
    }

    #[test]
    fn a_published_post_stays_publishable_when_it_is_revised() {
        let refusal = published().revise(details(&[(Field::IscoCode, "")]), MARCH).unwrap_err();
        assert_eq!(refusal.code, "posts.isco_missing");
        let revised = published().revise(details(&[(Field::PlacesCount, "3")]), MARCH).unwrap();
        assert_eq!(revised.state, State::Published { on: MARCH });
    }
}
