//! What CEL has and this language does not: each construct by its name, so that a finding, and the conformance command,
//! can say which. docs/cel.md gives the reasons.

macro_rules! constructs {
    ($($(#[$doc:meta])* $name:ident = $code:literal,)*) => {
        /// A construct of CEL that lies outside of the language.
        #[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
        pub enum Construct {
            $($(#[$doc])* $name,)*
        }

        impl Construct {
            /// Every one.
            pub const ALL: &'static [Self] = &[$(Self::$name,)*];

            /// Its name, in docs/cel.md and in reports.
            #[must_use]
            pub const fn code(self) -> &'static str {
                match self {
                    $(Self::$name => $code,)*
                }
            }
        }
    };
}

constructs! {
    /// Floating point: `1e3`, `double(x)`; a literal such as `1.5` is an exact decimal here.
    Double = "double",
    /// Unsigned numbers: `1u`, `uint(x)`.
    Uint = "uint",
    /// Bytes: `b"x"`, `bytes(x)`.
    Bytes = "bytes",
    /// `null`.
    Null = "null",
    /// Maps: `{"a": 1}`.
    Map = "map",
    /// Protocol buffer messages and their enums: `Name{field: 1}`.
    Message = "message",
    /// Optional values: `x.?field`, `x[?0]`, `optional.of(x)`.
    Optional = "optional",
    /// Fields in backquotes.
    QuotedField = "quoted field",
    /// Names of the outermost scope: `.x`.
    AbsoluteName = "absolute name",
    /// Names of a container, or with dots in them: `package.x`.
    QualifiedName = "qualified name",
    /// Values without a static type: `dyn(x)`.
    Dyn = "dyn",
    /// Types as values: `type(x)`, `int` alone.
    TypeValue = "type value",
    /// Instants and lengths of time.
    Timestamp = "timestamp",
    /// Regular expressions: `matches`.
    Regex = "regular expression",
    /// A list of several types.
    MixedTypes = "mixed types",
    /// An expression that CEL's own checker refuses, run without it.
    Unchecked = "unchecked",
    /// A function that the case declares and no CEL has.
    DeclaredFunction = "declared function",
    /// A name that is declared nowhere.
    UnboundName = "unbound name",
    /// `format` and `quote` of the strings extension.
    Strings = "extension: strings",
    /// The mathematics extension, but for whole numbers' `greatest`, `least`, `abs`, `sign`.
    Math = "extension: math",
    /// `cel.bind`.
    Bindings = "extension: bindings",
    /// `cel.block`.
    Block = "extension: block",
    /// Base 64.
    Encoders = "extension: encoders",
    /// Network addresses.
    Network = "extension: network",
    /// Extensions of protocol buffer messages.
    Proto = "extension: proto",
    /// Sets.
    Sets = "extension: sets",
    /// The lists extension: `flatten`, `sort`, `slice`.
    Lists = "extension: lists",
    /// Quantifiers with an index or key beside the item, and `transformList`.
    TwoVariables = "extension: two-variable comprehensions",
}

impl Construct {
    /// The construct that a function `name(…)` belongs to, if CEL has it and this language does not.
    pub(crate) fn of_function(name: &str) -> Option<Self> {
        Some(match name {
            "double" => Self::Double,
            "uint" => Self::Uint,
            "bytes" => Self::Bytes,
            "dyn" => Self::Dyn,
            "type" => Self::TypeValue,
            "timestamp" | "duration" => Self::Timestamp,
            "matches" => Self::Regex,
            "ip" | "cidr" | "isIP" | "isCIDR" => Self::Network,
            _ => return None,
        })
    }

    /// The construct that a method `x.name(…)` belongs to, if CEL has it and this language does not.
    pub(crate) fn of_method(name: &str) -> Option<Self> {
        Some(match name {
            "matches" => Self::Regex,
            "format" => Self::Strings,
            "getFullYear" | "getMonth" | "getDate" | "getDayOfMonth" | "getDayOfWeek" | "getDayOfYear"
            | "getHours" | "getMinutes" | "getSeconds" | "getMilliseconds" => Self::Timestamp,
            "transformList" | "transformMap" | "transformMapEntry" => Self::TwoVariables,
            "or" | "orValue" | "optMap" | "optFlatMap" | "hasValue" | "value" => Self::Optional,
            "flatten" | "slice" | "sort" | "sortBy" | "distinct" | "first" | "last" => Self::Lists,
            "family"
            | "isLoopback"
            | "isGlobalUnicast"
            | "isLinkLocalMulticast"
            | "isLinkLocalUnicast"
            | "isUnspecified"
            | "isCanonical"
            | "containsIP"
            | "containsCIDR"
            | "prefixLength"
            | "masked" => Self::Network,
            _ => return None,
        })
    }

    /// The construct that a function `namespace.name(…)` belongs to, if CEL has that namespace.
    pub(crate) fn of_namespace(namespace: &str, name: &str) -> Option<Self> {
        Some(match (namespace, name) {
            ("math", _) => Self::Math,
            ("strings", _) => Self::Strings,
            ("cel", "bind") => Self::Bindings,
            ("cel", _) => Self::Block,
            ("base64", _) => Self::Encoders,
            ("optional", _) => Self::Optional,
            ("proto", _) => Self::Proto,
            ("sets", _) => Self::Sets,
            ("lists", _) => Self::Lists,
            ("ip" | "cidr" | "net", _) => Self::Network,
            _ => return None,
        })
    }

    /// The construct that a name alone belongs to, if CEL gives it a meaning.
    pub(crate) fn of_name(name: &str) -> Option<Self> {
        Some(match name {
            "google" | "cel" => Self::Message,
            "net" => Self::Network,
            "bool" | "int" | "uint" | "double" | "string" | "bytes" | "list" | "map" | "null_type"
            | "type" | "optional_type" => Self::TypeValue,
            _ => return None,
        })
    }
}
