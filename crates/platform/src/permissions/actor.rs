//! Who acts, and the roles there are: the one place where role names stand.

use std::{fmt, str::FromStr};
use vocabulary::{AccountId, OrganisationId, PersonId, VisitId};

/// What somebody is in the programme.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Anybody, signed in or not.
    Visitor,
    /// Whoever the programme serves, signed in.
    Person,
    /// Acts for an organisation: posts, applications to them.
    Employer,
    /// Works at the service window.
    Officer,
    /// Works in the policy office: drafts packs, and approves what a colleague drafted.
    PolicyOfficer,
    /// Runs the installation: accounts, packs, region.
    Administrator,
}

impl Role {
    /// All of them.
    pub const ALL: [Self; 6] = [
        Self::Visitor,
        Self::Person,
        Self::Employer,
        Self::Officer,
        Self::PolicyOfficer,
        Self::Administrator,
    ];

    /// As stored and as written on the command line.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Visitor => "visitor",
            Self::Person => "person",
            Self::Employer => "employer",
            Self::Officer => "officer",
            Self::PolicyOfficer => "policy_officer",
            Self::Administrator => "administrator",
        }
    }
}

impl fmt::Display for Role {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.name())
    }
}

impl FromStr for Role {
    type Err = String;
    fn from_str(text: &str) -> Result<Self, String> {
        Self::ALL
            .into_iter()
            .find(|role| role.name() == text)
            .ok_or_else(|| format!("`{text}` is not a role"))
    }
}

/// Who acts: an account with its roles, or a visit, or the system itself (a job, the command line's owner).
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Actor {
    /// Whoever signed in.
    pub account: Option<AccountId>,
    /// The stay of somebody who has not signed in, or had before signing in.
    pub visit: Option<VisitId>,
    /// The person this account is.
    pub person: Option<PersonId>,
    /// The organisation this account acts for.
    pub organisation: Option<OrganisationId>,
    /// What the account is. [`Role::Visitor`] goes without saying.
    pub roles: Vec<Role>,
}

impl Actor {
    /// Somebody without an account or a visit.
    #[must_use]
    pub fn nobody() -> Self {
        Self::default()
    }

    /// Whether the actor has a role. Everybody is a visitor.
    #[must_use]
    pub fn is(&self, role: Role) -> bool {
        role == Role::Visitor || self.roles.contains(&role)
    }

    /// Whether an account stands behind it.
    #[must_use]
    pub const fn is_signed_in(&self) -> bool {
        self.account.is_some()
    }

    /// How the audit log names the actor: `acc_…`, `vis_…`, or `nobody`.
    #[must_use]
    pub fn name(&self) -> String {
        match (self.account, self.visit) {
            (Some(account), _) => account.to_string(),
            (None, Some(visit)) => visit.to_string(),
            (None, None) => "nobody".to_owned(),
        }
    }
}
