//! Where an organisation stands with the region: registered, verified by an officer, or closed.

use jiff::civil::Date;
use vocabulary::{AccountId, Refusal};

/// That an officer has seen who the organisation is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Verification {
    /// The day.
    pub on: Date,
    /// The officer.
    pub by: AccountId,
}

/// The state of an organisation, with its dates.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Standing {
    /// It has signed up; nobody has looked at it yet.
    Registered {
        /// The day it signed up.
        on: Date,
    },
    /// An officer has verified it: it may publish posts.
    Verified {
        /// The day it signed up.
        registered_on: Date,
        /// When and by whom it was verified.
        verification: Verification,
    },
    /// It takes no more part; what it did stays on record.
    Closed {
        /// The day it signed up.
        registered_on: Date,
        /// When and by whom it had been verified, if it was.
        verification: Option<Verification>,
        /// The day it was closed.
        on: Date,
    },
}

impl Standing {
    /// An officer verifies it.
    ///
    /// # Errors
    /// `organisations.already_verified`, `.closed`, or `.date_before` if `on` lies before the registration.
    pub fn verify(self, on: Date, by: AccountId) -> Result<Self, Refusal> {
        match self {
            Self::Registered { on: registered_on } => {
                not_before(on, registered_on)?;
                Ok(Self::Verified { registered_on, verification: Verification { on, by } })
            }
            Self::Verified { verification, .. } => {
                Err(Refusal::conflict("organisations.already_verified").with("on", verification.on))
            }
            Self::Closed { on, .. } => Err(closed(on)),
        }
    }

    /// It is closed, by itself or by an officer.
    ///
    /// # Errors
    /// `organisations.closed` if it already is, or `.date_before` if `on` lies before its last step.
    pub fn close(self, on: Date) -> Result<Self, Refusal> {
        let (registered_on, verification) = match self {
            Self::Registered { on } => (on, None),
            Self::Verified { registered_on, verification } => (registered_on, Some(verification)),
            Self::Closed { on, .. } => return Err(closed(on)),
        };
        not_before(on, verification.map_or(registered_on, |v| v.on))?;
        Ok(Self::Closed { registered_on, verification, on })
    }

    /// When and by whom it was verified, also if it is closed now.
    #[must_use]
    pub const fn verification(&self) -> Option<Verification> {
        match *self {
            Self::Registered { .. } => None,
            Self::Verified { verification, .. } => Some(verification),
            Self::Closed { verification, .. } => verification,
        }
    }

    /// That it may publish posts: verified and not closed.
    ///
    /// # Errors
    /// `organisations.not_verified` or `.closed`.
    pub fn require_verified(&self) -> Result<(), Refusal> {
        match self {
            Self::Verified { .. } => Ok(()),
            Self::Registered { .. } => Err(Refusal::conflict("organisations.not_verified")),
            Self::Closed { on, .. } => Err(closed(*on)),
        }
    }

    /// The key of the state's name in the text files.
    #[must_use]
    pub const fn text_key(&self) -> &'static str {
        match self {
            Self::Registered { .. } => "organisations-standing-registered",
            Self::Verified { .. } => "organisations-standing-verified",
            Self::Closed { .. } => "organisations-standing-closed",
        }
    }
}

fn closed(on: Date) -> Refusal {
    Refusal::conflict("organisations.closed").with("on", on)
}

fn not_before(on: Date, earlier: Date) -> Result<(), Refusal> {
    if on < earlier {
        Err(Refusal::invalid("organisations.date_before", "on").with("earlier", earlier))
    } else {
        Ok(())
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;
    use uuid::Uuid;

    const DAY: Date = date(2026, 3, 1);

    fn officer() -> AccountId {
        AccountId::new(Uuid::from_u128(1))
    }

    fn code(result: Result<Standing, Refusal>) -> &'static str {
        result.unwrap_err().code
    }

    #[test]
    fn a_registered_organisation_is_verified_and_then_closed() {
        let verified = Standing::Registered { on: DAY }.verify(date(2026, 3, 2), officer()).unwrap();
        assert_eq!(verified.require_verified(), Ok(()));
        let closed = verified.close(date(2026, 4, 1)).unwrap();
        let Standing::Closed { registered_on, verification, on } = closed else { panic!("{closed:?}") };
        assert_eq!((registered_on, on), (DAY, date(2026, 4, 1)));
        assert_eq!(verification, Some(Verification { on: date(2026, 3, 2), by: officer() }));
    }

    #[test]
    fn nobody_is_verified_twice_or_after_closing() {
        let registered = Standing::Registered { on: DAY };
        let verified = registered.verify(DAY, officer()).unwrap();
        assert_eq!(code(verified.verify(DAY, officer())), "organisations.already_verified");
        let closed = registered.close(DAY).unwrap();
        assert_eq!(code(closed.verify(DAY, officer())), "organisations.closed");
        assert_eq!(code(closed.close(DAY)), "organisations.closed");
        assert_eq!(closed.require_verified().unwrap_err().code, "organisations.closed");
        assert_eq!(registered.require_verified().unwrap_err().code, "organisations.not_verified");
    }

    #[test]
    fn no_step_lies_before_the_one_it_follows() {
        let registered = Standing::Registered { on: DAY };
        let before = date(2026, 2, 28);
        assert_eq!(code(registered.verify(before, officer())), "organisations.date_before");
        assert_eq!(code(registered.close(before)), "organisations.date_before");
        let verified = registered.verify(date(2026, 3, 5), officer()).unwrap();
        assert_eq!(code(verified.close(date(2026, 3, 4))), "organisations.date_before");
    }
}
