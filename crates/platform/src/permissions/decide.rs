//! The rule: an act or query lists its grants; one of them must fit the actor and the thing acted upon.

use super::{Actor, Role};
use vocabulary::{OrganisationId, PersonId, VisitId};

/// How the actor must stand to the thing.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Relation {
    /// In no particular way.
    Any,
    /// It is the actor's own: of the person the account is, or of the visit.
    Own,
    /// It belongs to the organisation the account acts for.
    OwnOrganisation,
}

impl Relation {
    /// As the matrix writes it.
    #[must_use]
    pub const fn name(self) -> &'static str {
        match self {
            Self::Any => "any",
            Self::Own => "own",
            Self::OwnOrganisation => "own organisation",
        }
    }
}

/// One line of the table: this role, if so related.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Grant {
    /// Who.
    pub role: Role,
    /// To what.
    pub relation: Relation,
}

impl Grant {
    /// `role`, to whatever there is.
    #[must_use]
    pub const fn any(role: Role) -> Self {
        Self { role, relation: Relation::Any }
    }

    /// `role`, to what is its own.
    #[must_use]
    pub const fn own(role: Role) -> Self {
        Self { role, relation: Relation::Own }
    }

    /// `role`, to what belongs to its organisation.
    #[must_use]
    pub const fn own_organisation(role: Role) -> Self {
        Self { role, relation: Relation::OwnOrganisation }
    }
}

/// Whose the thing is. A thing that is nobody's (a new one, a public one) is `Subject::default()`.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default)]
pub struct Subject {
    /// The person it is about.
    pub person: Option<PersonId>,
    /// The visit it was made in.
    pub visit: Option<VisitId>,
    /// The organisation it belongs to.
    pub organisation: Option<OrganisationId>,
}

impl Subject {
    /// A thing of a person.
    #[must_use]
    pub fn of_person(person: PersonId) -> Self {
        Self { person: Some(person), ..Self::default() }
    }

    /// A thing of a visit.
    #[must_use]
    pub fn of_visit(visit: VisitId) -> Self {
        Self { visit: Some(visit), ..Self::default() }
    }

    /// A thing of an organisation.
    #[must_use]
    pub fn of_organisation(organisation: OrganisationId) -> Self {
        Self { organisation: Some(organisation), ..Self::default() }
    }
}

/// Whether `grants` let `actor` act on `subject`.
#[must_use]
pub fn allows(actor: &Actor, grants: &[Grant], subject: &Subject) -> bool {
    grants.iter().any(|grant| actor.is(grant.role) && is_related(actor, grant.relation, subject))
}

/// Whether `grants` let `actor` try at all: on something that is its own, if need be.
#[must_use]
pub fn may_try(actor: &Actor, grants: &[Grant]) -> bool {
    grants.iter().any(|grant| {
        actor.is(grant.role)
            && match grant.relation {
                Relation::Any => true,
                Relation::Own => actor.person.is_some() || actor.visit.is_some(),
                Relation::OwnOrganisation => actor.organisation.is_some(),
            }
    })
}

fn is_related(actor: &Actor, relation: Relation, subject: &Subject) -> bool {
    fn same<T: PartialEq>(a: Option<T>, b: Option<T>) -> bool {
        a.is_some() && a == b
    }
    match relation {
        Relation::Any => true,
        Relation::Own => same(actor.person, subject.person) || same(actor.visit, subject.visit),
        Relation::OwnOrganisation => same(actor.organisation, subject.organisation),
    }
}
