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
}

impl Code {
    /// Whether it only deserves a look: the pack loads with it.
    #[must_use]
    pub const fn is_warning(self) -> bool {
        matches!(self, Self::RowsMissing)
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

    /// Whether the pack loads with it.
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
