//! A finding: one mistake of a pack, with file, line and column, for whoever wrote it. Its text and what to do about it
//! stand in `text/{zh,en}.ftl` under `finding-<code>`.

use crate::language::Problem;
use serde::{Serialize, Serializer, ser::SerializeStruct};
use std::fmt;

macro_rules! codes {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// What sort of mistake.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Code {
            $($(#[$doc])* $name,)*
            /// A mistake in an expression.
            Expression(Problem),
        }

        impl Code {
            /// Stable, for programs.
            #[must_use]
            pub const fn as_str(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                    Self::Expression(problem) => problem.code(),
                }
            }

            /// Every one.
            #[must_use]
            pub fn all() -> Vec<Self> {
                let mut all = vec![$(Self::$name,)*];
                all.extend(Problem::ALL.iter().copied().map(Self::Expression));
                all
            }
        }
    };
}

codes! {
    /// A file that is named is not there.
    FileMissing = "file_missing",
    /// A file is larger than allowed.
    FileTooLarge = "file_too_large",
    /// A path leads out of the policies' folder.
    PathOutside = "path_outside",
    /// Not YAML.
    YamlBroken = "yaml_broken",
    /// Nested too deep, or too many nodes.
    YamlTooLarge = "yaml_too_large",
    /// An anchor or alias.
    YamlAlias = "yaml_alias",
    /// A tag, often a `!` that should be quoted.
    YamlTag = "yaml_tag",
    /// More than one document.
    YamlDocuments = "yaml_documents",
    /// A key stands twice.
    KeyTwice = "key_twice",
    /// A key that means nothing here.
    KeyUnknown = "key_unknown",
    /// A key that must be there.
    KeyMissing = "key_missing",
    /// A list, a mapping or a plain value was expected.
    WrongShape = "wrong_shape",
    /// Not a name.
    NotAName = "not_a_name",
    /// Not a date of the calendar.
    NotADate = "not_a_date",
    /// Not a number of this form.
    NotANumber = "not_a_number",
    /// Not an amount.
    NotAnAmount = "not_an_amount",
    /// Neither `true` nor `false`.
    NotABool = "not_a_bool",
    /// Not one of a closed set.
    NotOneOf = "not_one_of",
    /// Not a place code.
    NotAPlace = "not_a_place",
    /// A text lacks a language.
    TextMissing = "text_missing",
    /// A name stands for two things.
    NameTwice = "name_twice",
    /// A name that the language keeps for itself.
    NameReserved = "name_reserved",
    /// An id stands twice.
    IdTwice = "id_twice",
    /// No such scheme.
    SchemeUnknown = "scheme_unknown",
    /// No such source.
    SourceUnknown = "source_unknown",
    /// No such measure.
    MeasureUnknown = "measure_unknown",
    /// No such fact.
    FactUnknown = "fact_unknown",
    /// What should be a list of facts is another fact.
    NotAList = "not_a_list",
    /// A row stands twice in a table.
    RowTwice = "row_twice",
    /// A row has the wrong number of keys.
    RowKeys = "row_keys",
    /// A row names a class that its scheme does not have.
    RowClassUnknown = "row_class_unknown",
    /// Classes without a row: a warning.
    RowsMissing = "rows_missing",
    /// A range that begins above its end.
    RangeReversed = "range_reversed",
    /// A parameter has two values on one day.
    ParameterOverlap = "parameter_overlap",
    /// A parameter is read on a day before its first value.
    ParameterUncovered = "parameter_uncovered",
    /// Derived values that need each other.
    DerivedCycle = "derived_cycle",
    /// A date before the one it must follow.
    DatesReversed = "dates_reversed",
    /// Two versions of one family begin on the same day.
    VersionsSameStart = "versions_same_start",
    /// Two packs declare one name differently.
    FactConflict = "fact_conflict",
    /// More or fewer instalments than counted.
    InstalmentCount = "instalment_count",
    /// A pack on top of one that lies on top of another.
    OverlayOnOverlay = "overlay_on_overlay",
    /// What is to be taken out is not there.
    RemovesNothing = "removes_nothing",
    /// How few or how many points a criterion can bring is open.
    PointsUnbounded = "points_unbounded",
    /// Two caps that share measures, and neither holds the other.
    CapsCross = "caps_cross",
    /// An order of preference that does not name each measure of its group once.
    PriorityMembers = "priority_members",
    /// A default where none can be declared.
    DefaultNotHere = "default_not_here",
    /// Measures that read each other's outcome.
    OutcomeCycle = "outcome_cycle",
    /// No such family.
    FamilyUnknown = "family_unknown",
    /// No such event.
    EventUnknown = "event_unknown",
    /// No such version of the family.
    VersionUnknown = "version_unknown",
    /// A table key that must, or cannot, have bands.
    BandsStated = "bands_stated",
    /// Two rows of a table whose bands overlap.
    BandsOverlap = "bands_overlap",
    /// The thresholds of a scale do not rise.
    ScaleOrder = "scale_order",
    /// A calendar of working days that is too long, or lists a day outside itself.
    CalendarDays = "calendar_days",
    /// The ranks of a scheme do not hold each class once.
    RanksClasses = "ranks_classes",
    /// Two keys of which only one may stand.
    KeysTogether = "keys_together",
    /// A measure cannot exclude itself.
    ExcludesItself = "excludes_itself",
    // Of a pack that loads (`analysis`).
    /// A condition that can never hold.
    ConditionNever = "condition_never",
    /// A condition that never comes out as no.
    ConditionAlways = "condition_always",
    /// Two conditions of a measure that exclude each other.
    ConditionsContradict = "conditions_contradict",
    /// A measure that nobody can get.
    MeasureNever = "measure_never",
    /// A referral that never comes up.
    ReferNever = "refer_never",
    /// An amount that is never paid, because everybody is referred.
    AmountNever = "amount_never",
    /// An amount that is never above zero.
    AmountNotPositive = "amount_not_positive",
    /// A part of an expression that never holds where it stands.
    PartNever = "part_never",
    /// A part of an expression that always holds.
    PartAlways = "part_always",
    /// What follows is never looked at.
    RestNever = "rest_never",
    /// An arm of a choice that is never taken.
    ArmNever = "arm_never",
    /// A comparison with a number that the fact cannot reach.
    ComparisonOutside = "comparison_outside",
    /// A cap that never lowers the amount.
    CapNever = "cap_never",
    /// A cap that the amount always reaches.
    CapAlways = "cap_always",
    /// An operation whose result may not fit.
    MayOverflow = "may_overflow",
    /// A division by what may be zero.
    MayDivideByZero = "may_divide_by_zero",
    /// A computation with what may be known to be absent.
    MayBeAbsent = "may_be_absent",
    /// A date that may leave the calendar.
    MayLeaveCalendar = "may_leave_calendar",
    /// A row that somebody needs and the table lacks.
    RowNeeded = "row_needed",
    /// A row that no expression can reach.
    RowUnreachable = "row_unreachable",
    /// A row whose figure breaks the order of the others.
    RowOutOfOrder = "row_out_of_order",
    /// A row whose figure is of another size than the others.
    RowScale = "row_scale",
    /// A day in force on which a parameter that is read has no value.
    ParameterHole = "parameter_hole",
    /// A value ten times the one before it.
    ParameterScale = "parameter_scale",
    /// Stated instalments that do not come to the amount.
    InstalmentsSum = "instalments_sum",
    /// Two versions of one family in force on one day.
    VersionsOverlap = "versions_overlap",
    /// A day between two versions on which none is in force.
    VersionsGap = "versions_gap",
    /// A version becomes doubtful before the next begins.
    VersionsSeam = "versions_seam",
    /// In force before it was issued.
    ForceBeforeIssued = "force_before_issued",
    /// Known before it was issued.
    KnownBeforeIssued = "known_before_issued",
    /// Known before the version itself.
    KnownBeforeVersion = "known_before_version",
    /// Known only when the version is over.
    KnownAfterEnd = "known_after_end",
    /// A value known later than it holds.
    ValueKnownLate = "value_known_late",
    /// The year of the number is not that of the issue.
    NumberYear = "number_year",
    /// A deadline outside the time in force.
    DeadlineOutside = "deadline_outside",
    /// A deadline other than the last day on which the conditions can hold.
    DeadlineDiffers = "deadline_differs",
    /// Two measures that give the same under the same conditions.
    MeasuresAlike = "measures_alike",
    /// One expression in two conditions of a measure.
    ConditionTwice = "condition_twice",
    /// One wording for two conditions of a measure.
    TextTwice = "text_twice",
    /// One id and wording, and another expression than elsewhere.
    ConditionDiffers = "condition_differs",
    /// A class that a choice over its scheme does not name.
    ClassForgotten = "class_forgotten",
    /// A derived value that nothing reads.
    DerivedUnused = "derived_unused",
    /// A parameter that nothing reads.
    ParameterUnused = "parameter_unused",
    /// A table that nothing reads.
    TableUnused = "table_unused",
    /// A source that nothing cites.
    SourceUnused = "source_unused",
    /// A fact that nothing reads.
    FactUnused = "fact_unused",
    /// A scheme that nothing uses.
    SchemeUnused = "scheme_unused",
    /// A document that proves what nothing reads.
    ProofUnread = "proof_unread",
    /// A rate that percent does not mean.
    PercentRate = "percent_rate",
    /// A factor that looks like a percentage.
    TimesRate = "times_rate",
    /// Another currency than the pack's.
    CurrencyOther = "currency_other",
    /// A place outside the pack's.
    PlaceOutside = "place_outside",
    /// How often is not what the summary says.
    PerDiffers = "per_differs",
    /// A fact whose least is above its most.
    LimitsReversed = "limits_reversed",
    /// A number in the text that the rule does not have.
    TextNumber = "text_number",
    /// A date in the text that the rule does not have.
    TextDate = "text_date",
    /// The text and the rule lie on different sides of a number.
    TextSide = "text_side",
    /// Another unit of time in the text than in the rule.
    TextUnit = "text_unit",
    /// The text names other classes than the rule lets through.
    TextClasses = "text_classes",
    /// Chinese and English have different numbers.
    TextLanguages = "text_languages",
    /// A number in the summary that the measure does not have.
    SummaryNumber = "summary_number",
    /// A span of years that nobody reaches.
    SpanTooLong = "span_too_long",
    /// A step between two rows that is far larger than the others.
    RowSteep = "row_steep",
    /// Another day of knowledge beside the same source.
    KnownDiffers = "known_differs",
}

impl Code {
    /// Whether it only deserves a look. The one table of levels: what does not stand here is an error.
    #[must_use]
    pub const fn is_warning(self) -> bool {
        matches!(
            self,
            Self::RowsMissing
                | Self::ConditionAlways
                | Self::ReferNever
                | Self::AmountNever
                | Self::AmountNotPositive
                | Self::PartNever
                | Self::PartAlways
                | Self::RestNever
                | Self::ArmNever
                | Self::ComparisonOutside
                | Self::CapNever
                | Self::CapAlways
                | Self::MayOverflow
                | Self::MayDivideByZero
                | Self::MayBeAbsent
                | Self::MayLeaveCalendar
                | Self::RowNeeded
                | Self::RowUnreachable
                | Self::RowOutOfOrder
                | Self::RowScale
                | Self::ParameterHole
                | Self::ParameterScale
                | Self::VersionsOverlap
                | Self::VersionsGap
                | Self::VersionsSeam
                | Self::ForceBeforeIssued
                | Self::KnownBeforeIssued
                | Self::KnownBeforeVersion
                | Self::KnownAfterEnd
                | Self::ValueKnownLate
                | Self::NumberYear
                | Self::DeadlineOutside
                | Self::DeadlineDiffers
                | Self::MeasuresAlike
                | Self::ConditionTwice
                | Self::TextTwice
                | Self::ConditionDiffers
                | Self::ClassForgotten
                | Self::DerivedUnused
                | Self::ParameterUnused
                | Self::TableUnused
                | Self::SourceUnused
                | Self::FactUnused
                | Self::SchemeUnused
                | Self::ProofUnread
                | Self::PercentRate
                | Self::TimesRate
                | Self::CurrencyOther
                | Self::PlaceOutside
                | Self::PerDiffers
                | Self::TextNumber
                | Self::TextDate
                | Self::TextSide
                | Self::TextUnit
                | Self::TextClasses
                | Self::TextLanguages
                | Self::SummaryNumber
                | Self::SpanTooLong
                | Self::RowSteep
                | Self::KnownDiffers
        )
    }
}

/// One mistake of a pack.
#[derive(Debug, Clone, PartialEq, Eq, PartialOrd, Ord)]
pub struct Finding {
    /// The file, as the pack names it.
    pub file: String,
    /// The line, from 1.
    pub line: usize,
    /// The column in characters, from 1.
    pub column: usize,
    /// What sort.
    pub code: Code,
    /// The article of the instrument it concerns, where one is stated.
    pub article: Option<String>,
    /// What the text needs.
    pub args: Vec<(&'static str, String)>,
}

impl Finding {
    pub(crate) fn new(file: impl Into<String>, line: usize, column: usize, code: Code) -> Self {
        Self { file: file.into(), line, column, code, article: None, args: Vec::new() }
    }

    pub(crate) fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// The key of its text.
    #[must_use]
    pub fn key(&self) -> String {
        format!("finding-{}", self.code.as_str())
    }

    /// A case that shows it: a facts file, the day, and the day of knowledge. Where there is one the machine computed it.
    #[must_use]
    pub fn case(&self) -> Option<(&str, &str, &str)> {
        let arg =
            |name: &str| self.args.iter().find(|(other, _)| *other == name).map(|(_, value)| value.as_str());
        Some((arg("case")?, arg("case_on")?, arg("case_known_on")?))
    }

    /// Whether it only deserves a look.
    #[must_use]
    pub const fn is_warning(&self) -> bool {
        self.code.is_warning()
    }
}

impl fmt::Display for Finding {
    /// `v3.yaml:12:7: expr_name_unknown name=foo`, for logs.
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}:{}:{}: {}", self.file, self.line, self.column, self.code.as_str())?;
        for (name, value) in &self.args {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl Serialize for Finding {
    fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
        let args: std::collections::BTreeMap<_, _> = self.args.iter().map(|(k, v)| (*k, v)).collect();
        let mut out = serializer.serialize_struct("Finding", 7)?;
        out.serialize_field("file", &self.file)?;
        out.serialize_field("line", &self.line)?;
        out.serialize_field("column", &self.column)?;
        out.serialize_field("code", self.code.as_str())?;
        out.serialize_field("severity", if self.is_warning() { "warning" } else { "error" })?;
        out.serialize_field("article", &self.article)?;
        out.serialize_field("args", &args)?;
        out.end()
    }
}
