//! What can be wrong with an expression, and where in its text.

use super::Construct;
use std::fmt;

/// From one byte of a text up to, not including, another.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Span {
    /// The first byte.
    pub start: usize,
    /// The byte after the last.
    pub end: usize,
}

impl Span {
    /// From `start` up to `end`.
    #[must_use]
    pub const fn new(start: usize, end: usize) -> Self {
        Self { start, end }
    }

    /// The place before one byte.
    #[must_use]
    pub const fn at(start: usize) -> Self {
        Self { start, end: start }
    }

    /// The span that covers both.
    #[must_use]
    pub fn to(self, other: Self) -> Self {
        Self { start: self.start.min(other.start), end: self.end.max(other.end) }
    }
}

macro_rules! problems {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// What sort of mistake. Each has a text under `finding-<code>` in both languages.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Problem {
            $($(#[$doc])* $name,)*
        }

        impl Problem {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Stable, for programs and for the key of the text.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }
        }
    };
}

problems! {
    /// A character that begins nothing.
    Character = "expr_character",
    /// A quoted text that does not end, or an escape that is none.
    Quote = "expr_quote",
    /// A number outside the subset or too large.
    Number = "expr_number",
    /// Something else was expected here.
    Unexpected = "expr_unexpected",
    /// Nested too deep.
    TooDeep = "expr_too_deep",
    /// Too many nodes.
    TooLong = "expr_too_long",
    /// No fact, derived value, parameter or variable has this name.
    NameUnknown = "expr_name_unknown",
    /// No function has this name.
    FunctionUnknown = "expr_function_unknown",
    /// The wrong number of arguments.
    Arguments = "expr_arguments",
    /// An operator between types that do not go together.
    Types = "expr_types",
    /// One type was expected and another stands there.
    Expected = "expr_expected",
    /// The scheme has no such class.
    ClassUnknown = "expr_class_unknown",
    /// The classes of this scheme have no order.
    Unordered = "expr_unordered",
    /// Two currencies meet.
    Currencies = "expr_currencies",
    /// An exact fraction stands where an amount must.
    NotRounded = "expr_not_rounded",
    /// A range stands where one amount must.
    Range = "expr_range",
    /// The member has no such field.
    FieldUnknown = "expr_field_unknown",
    /// A quoted text must stand here, so that it can be checked.
    LiteralNeeded = "expr_literal_needed",
    /// Not a date of the calendar.
    Date = "expr_date",
    /// Not an amount.
    Amount = "expr_amount",
    /// Not a place code.
    Place = "expr_place",
    /// Too many quantifiers inside each other.
    Quantifiers = "expr_quantifiers",
    /// A table without its keys.
    TableAlone = "expr_table_alone",
    /// A derived value of members without a member.
    OfMembers = "expr_of_members",
    /// Keys on something that is not a table.
    NotATable = "expr_not_a_table",
    /// Nothing of this kind is declared under this name.
    NotDeclared = "expr_not_declared",
    /// How a period counts its last day is not said.
    LastDay = "expr_last_day",
    /// Classes of one rank that cannot be compared.
    Incomparable = "expr_incomparable",
    /// A construct of CEL that this language leaves out.
    Outside = "expr_outside",
    /// Lists inside each other, too deep.
    ListsTooDeep = "expr_lists_too_deep",
    /// Division by the number zero.
    DivisionByZero = "expr_division_by_zero",
}

/// One mistake in an expression.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Mistake {
    /// What sort.
    pub problem: Problem,
    /// Where, in bytes of the expression.
    pub span: Span,
    /// What the text needs.
    pub args: Vec<(&'static str, String)>,
}

impl Mistake {
    /// A mistake at a place.
    #[must_use]
    pub const fn new(problem: Problem, span: Span) -> Self {
        Self { problem, span, args: Vec::new() }
    }

    /// A construct of CEL that this language leaves out.
    #[must_use]
    pub fn outside(construct: Construct, span: Span) -> Self {
        Self::new(Problem::Outside, span).with("construct", construct.code())
    }

    /// The construct that it names, if CEL has it and this language does not.
    #[must_use]
    pub fn construct(&self) -> Option<&str> {
        let named = self.args.iter().find(|(name, _)| *name == "construct");
        named.filter(|_| self.problem == Problem::Outside).map(|(_, construct)| construct.as_str())
    }

    /// With an argument for its text.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }
}
