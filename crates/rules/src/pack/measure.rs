//! What a measure is: conditions, amount, caps, instalments, exclusions, and what is shown beside them.

use super::{Expression, Gap};
use jiff::civil::Date;
use serde::Serialize;
use vocabulary::Text;

macro_rules! names {
    ($(#[$doc:meta])* $name:ident { $($(#[$variant_doc:meta])* $variant:ident = $text:literal,)* }) => {
        $(#[$doc])*
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash, Serialize)]
        #[serde(rename_all = "snake_case")]
        pub enum $name {
            $($(#[$variant_doc])* $variant,)*
        }

        impl $name {
            /// Every one, by the name a pack writes.
            pub const ALL: &'static [(&'static str, Self)] = &[$(($text, Self::$variant),)*];

            /// As a pack writes it.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self { $(Self::$variant => $text,)* }
            }
        }
    };
}

names! {
    /// What sort of benefit a measure is.
    Kind {
        /// A payment.
        Money = "money",
        /// A home, or money for one.
        Housing = "housing",
        /// Registration, the right to stay.
        Residence = "residence",
        /// School and university.
        Schooling = "schooling",
        /// A post, for the person or the family.
        Employment = "employment",
        /// A professional title.
        Title = "title",
        /// A service.
        Service = "service",
        /// A loan, or relief of one.
        Loan = "loan",
        /// A prize.
        Prize = "prize",
    }
}

names! {
    /// How often an amount is paid.
    Per {
        /// Once, possibly in instalments.
        Once = "once",
        /// Each year.
        Year = "year",
        /// Each month.
        Month = "month",
    }
}

names! {
    /// Who applies.
    Applicant {
        /// The person.
        Person = "person",
        /// The employer.
        Employer = "employer",
    }
}

/// A length of time: years and months.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Default, Serialize)]
pub struct Period {
    /// Whole years.
    pub years: u32,
    /// Whole months besides.
    pub months: u32,
}

impl Period {
    /// In months.
    #[must_use]
    pub fn in_months(self) -> i64 {
        i64::from(self.years) * 12 + i64::from(self.months)
    }
}

/// One condition; all of a measure's must hold.
#[derive(Debug, Clone)]
pub struct Condition {
    /// Its id within the measure.
    pub id: String,
    /// What must hold.
    pub expression: Expression,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// For people.
    pub text: Text,
    /// The ids of its sources.
    pub sources: Vec<String>,
    /// From when on it could be known; with its version, if absent. Before, it is unknown.
    pub known_from: Option<Date>,
    /// Exceptions to it, in the order in which they are asked; the expression holds them already.
    pub exceptions: Vec<Exception>,
}

/// What an exception makes of the rule.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Serialize)]
#[serde(rename_all = "snake_case")]
pub enum Then {
    /// It holds.
    Allow,
    /// It does not.
    Deny,
    /// If it does not hold by itself, somebody decides.
    Refer,
}

/// An exception to a rule: the first that applies decides.
#[derive(Debug, Clone)]
pub struct Exception {
    /// Its id within the condition or measure.
    pub id: String,
    /// When it applies.
    pub when: Expression,
    /// What it makes of the rule.
    pub then: Then,
    /// For people.
    pub text: Text,
    /// Where the instrument says so.
    pub article: Option<String>,
}

/// When an exception makes the answer a referral.
#[derive(Debug, Clone)]
pub struct ReferCase {
    /// When.
    pub when: Expression,
    /// For people.
    pub text: Text,
    /// Where the instrument says so.
    pub article: Option<String>,
}

/// When the answer is a referral instead of an amount.
#[derive(Debug, Clone)]
pub struct Refer {
    /// When.
    pub when: Expression,
    /// For people.
    pub text: Text,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// What exceptions refer, each with its own text; `when` holds them already.
    pub cases: Vec<ReferCase>,
}

/// What is paid.
#[derive(Debug, Clone)]
pub enum Amount {
    /// A benefit without an amount.
    Without,
    /// There is an amount, and it was not read.
    NotRead,
    /// An amount.
    Stated {
        /// How much.
        expression: Box<Expression>,
        /// How often.
        per: Per,
    },
}

/// The amount is at most this.
#[derive(Debug, Clone)]
pub struct Cap {
    /// How much.
    pub expression: Expression,
    /// For people.
    pub text: Option<Text>,
    /// Where the instrument says so.
    pub article: Option<String>,
}

/// How an amount is divided over instalments.
#[derive(Debug, Clone)]
pub enum Split {
    /// In equal parts; the minor units that are left over are in the last one.
    Equal,
    /// The number was read, the parts were not.
    NotRead,
    /// Each by its own expression.
    Stated(Vec<Expression>),
}

/// Instalments.
#[derive(Debug, Clone)]
pub struct Instalments {
    /// How many.
    pub count: u32,
    /// How far apart.
    pub every: Period,
    /// The parts.
    pub split: Split,
}

/// Another measure that excludes this one; either excludes the other.
#[derive(Debug, Clone)]
pub struct Exclusion {
    /// The other's version, by its id within the pack.
    pub version: String,
    /// The other's id.
    pub measure: String,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// The wording.
    pub text: Option<Text>,
}

/// How one applies.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Apply {
    /// Who applies.
    pub who: Applicant,
    /// Where.
    #[serde(rename = "where")]
    pub place: Option<Text>,
    /// The last day.
    pub deadline: Option<Date>,
}

/// A document that proves facts.
#[derive(Debug, Clone, PartialEq, Eq, Serialize)]
pub struct Evidence {
    /// Its id within the measure.
    pub id: String,
    /// For people.
    pub title: Text,
    /// The names of the facts.
    pub proves: Vec<String>,
}

/// What must still hold for the next instalment; shown, not judged now.
#[derive(Debug, Clone)]
pub struct Continuing {
    /// What must hold, where it can be computed.
    pub expression: Option<Expression>,
    /// For people.
    pub text: Text,
    /// Where the instrument says so.
    pub article: Option<String>,
}

/// One benefit or service of an instrument.
#[derive(Debug, Clone)]
pub struct Measure {
    /// The same in each version of a family.
    pub id: String,
    /// For people.
    pub title: Text,
    /// Where the instrument says so.
    pub article: Option<String>,
    /// The ids of its sources.
    pub sources: Vec<String>,
    /// From when on it could be known; with its version, if absent. Before, it is not assessed.
    pub known_from: Option<Date>,
    /// What sort of benefit.
    pub kind: Kind,
    /// Plain words.
    pub summary: Option<Text>,
    /// The wording, as read.
    pub text: Option<Text>,
    /// All must hold.
    pub conditions: Vec<Condition>,
    /// Notes on ambiguous text.
    pub interpretation: Vec<Text>,
    /// When it is negotiated individually.
    pub refer: Option<Refer>,
    /// What is paid.
    pub amount: Amount,
    /// Whether the text says "up to": what is stated is the most, and the least is open.
    pub amount_at_most: bool,
    /// The amount is at most each.
    pub caps: Vec<Cap>,
    /// How it is paid.
    pub instalments: Option<Instalments>,
    /// How long it lasts at most.
    pub duration: Option<Period>,
    /// What excludes it, as this measure states it.
    pub not_with: Vec<Exclusion>,
    /// Who pays.
    pub paid_by: Option<Text>,
    /// How one applies.
    pub apply: Option<Apply>,
    /// What proves it.
    pub evidence: Vec<Evidence>,
    /// What must still hold later.
    pub continuing: Vec<Continuing>,
    /// What was not read.
    pub gaps: Vec<Gap>,
    /// Exceptions to its conditions together.
    pub exceptions: Vec<Exception>,
    /// The measures whose outcome it reads: `family/measure`.
    pub(crate) reads: Vec<String>,
}
