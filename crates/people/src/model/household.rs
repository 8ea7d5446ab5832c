//! The people who live with a person or move with her: each with a role and the fields that the packs ask for.

use super::{FactName, FactValue, Member, Said};
use jiff::civil::Date;
use vocabulary::Refusal;

/// More members than this is a mistake, not a household.
const MOST_MEMBERS: usize = 30;

/// How a member is related to the person: the scheme `household_role` of policies/facts/person.yaml.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Role {
    /// Spouse or partner.
    Spouse,
    /// Child.
    Child,
    /// Parent.
    Parent,
    /// Grandchild.
    Grandchild,
    /// Grandparent.
    Grandparent,
    /// Another relative.
    Other,
}

impl Role {
    /// All, in the order in which they are offered.
    pub const ALL: [Self; 6] =
        [Self::Spouse, Self::Child, Self::Parent, Self::Grandchild, Self::Grandparent, Self::Other];

    /// The id in the scheme.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Spouse => "spouse",
            Self::Child => "child",
            Self::Parent => "parent",
            Self::Grandchild => "grandchild",
            Self::Grandparent => "grandparent",
            Self::Other => "other",
        }
    }

    /// The role of an id.
    #[must_use]
    pub fn from_id(id: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|role| role.id() == id)
    }
}

/// One member.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct HouseholdMember {
    /// How related.
    pub role: Role,
    /// The other fields that were said, such as `settles`; a missing one is unknown.
    pub fields: Member,
}

/// The members, not counting the person. An empty household is an answer: nobody.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub struct Household {
    /// In the order in which they were named.
    pub members: Vec<HouseholdMember>,
}

impl Household {
    /// Reads the value of the fact `household`. A member whose role was not said is refused: without it nothing else
    /// about the member means anything.
    ///
    /// # Errors
    /// All that is wrong, each at its field: `people.household_not_a_list`, `…_role`, `…_too_many`, `…_two_spouses`,
    /// `…_birth_date`.
    pub fn read(value: &FactValue, today: Date) -> Result<Self, Refusal> {
        let FactValue::List(list) = value else {
            return Err(Refusal::invalid("people.household_not_a_list", "household"));
        };
        let mut wrong = Vec::new();
        let mut members = Vec::new();
        for (index, fields) in list.iter().enumerate() {
            let mut fields = fields.clone();
            wrong.extend(impossible_birth_date(index, &fields, today));
            let role = fields.remove(&FactName::known("role")).unwrap_or_default();
            match role.as_text().and_then(Role::from_id) {
                Some(role) => members.push(HouseholdMember { role, fields }),
                None => {
                    wrong.push(Refusal::invalid("people.household_role", format!("household[{index}].role")))
                }
            }
        }
        let household = Self { members };
        wrong.extend(household.mistakes(list.len()));
        Refusal::all(wrong).map(|()| household)
    }

    /// The value of the fact `household`.
    #[must_use]
    pub fn to_value(&self) -> FactValue {
        let member = |member: &HouseholdMember| {
            let mut fields = member.fields.clone();
            fields.insert(FactName::known("role"), Said::text(member.role.id()));
            fields
        };
        FactValue::List(self.members.iter().map(member).collect())
    }

    /// The members of one role.
    pub fn of_role(&self, role: Role) -> impl Iterator<Item = &HouseholdMember> {
        self.members.iter().filter(move |member| member.role == role)
    }

    fn mistakes(&self, told: usize) -> Vec<Refusal> {
        let mut wrong = Vec::new();
        if told > MOST_MEMBERS {
            wrong
                .push(Refusal::invalid("people.household_too_many", "household").with("limit", MOST_MEMBERS));
        }
        if self.of_role(Role::Spouse).count() > 1 {
            wrong.push(Refusal::invalid("people.household_two_spouses", "household"));
        }
        wrong
    }
}

/// The refusal of a birth date that is none or lies in the future. One that is unknown is not impossible.
fn impossible_birth_date(index: usize, fields: &Member, today: Date) -> Option<Refusal> {
    let Some(Said::Value(value)) = fields.get(&FactName::known("birth_date")) else { return None };
    let day = match value {
        FactValue::Text(text) => text.parse::<Date>().ok(),
        _ => None,
    };
    let possible = day.is_some_and(|day| day <= today);
    (!possible)
        .then(|| Refusal::invalid("people.household_birth_date", format!("household[{index}].birth_date")))
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn read(json: &str) -> Result<Household, Vec<(&'static str, String)>> {
        let Said::Value(value) = Said::from_json(json).unwrap() else { panic!("{json} is a value") };
        Household::read(&value, date(2026, 11, 22)).map_err(|refusal| {
            refusal.each().map(|each| (each.code, each.field.clone().unwrap_or_default())).collect()
        })
    }

    #[test]
    fn a_household_reads_back_what_it_writes() {
        let json = r#"[{"birth_date":"2015-04-01","role":"child","school_entry":{"none":true}},{"role":"spouse","settles":true}]"#;
        let household = read(json).unwrap();
        assert_eq!(household.of_role(Role::Child).count(), 1);
        assert_eq!(Said::Value(household.to_value()).to_json(), json);
        assert_eq!(read("[]").unwrap(), Household::default());
    }

    #[test]
    fn every_mistake_is_named_by_its_field() {
        let json = r#"[{"role":"friend"},{"role":"spouse"},{"role":"spouse","birth_date":"2030-01-01"},{"settles":true}]"#;
        let wrong = read(json).unwrap_err();
        let expected = [
            ("people.household_role", "household[0].role"),
            ("people.household_birth_date", "household[2].birth_date"),
            ("people.household_role", "household[3].role"),
            ("people.household_two_spouses", "household"),
        ];
        assert_eq!(wrong.iter().map(|(code, field)| (*code, field.as_str())).collect::<Vec<_>>(), expected);
        assert_eq!(read("true").unwrap_err()[0].0, "people.household_not_a_list");
        let many = format!("[{}]", vec![r#"{"role":"child"}"#; 31].join(","));
        assert_eq!(read(&many).unwrap_err()[0].0, "people.household_too_many");
    }
}
