//! A refusal: the expected answer "no" to an act. It has a stable code, a kind that yields the HTTP status, the field
//! it names, and arguments for its text. The text itself stands under the key `refusal-<code>` in the text files of the
//! capability, in both languages (held by `xtask tidy`).

use std::fmt;

/// What sort of "no", and so which HTTP status.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Kind {
    /// The request is not of the right form.
    BadRequest,
    /// Nobody is signed in, and somebody must be.
    SignInFirst,
    /// Whoever asks may not.
    Forbidden,
    /// There is no such thing, or not for whoever asks.
    NotFound,
    /// It contradicts the present state.
    Conflict,
    /// It was there and is over.
    Gone,
    /// Larger than the stated limit.
    TooLarge,
    /// Well-formed, and refused for what it says.
    Invalid,
    /// More often than the stated limit.
    TooMany,
    /// Cannot be answered now; try again.
    Unavailable,
}

impl Kind {
    /// The HTTP status: the one table of it.
    #[must_use]
    pub const fn status(self) -> u16 {
        match self {
            Self::BadRequest => 400,
            Self::SignInFirst => 401,
            Self::Forbidden => 403,
            Self::NotFound => 404,
            Self::Conflict => 409,
            Self::Gone => 410,
            Self::TooLarge => 413,
            Self::Invalid => 422,
            Self::TooMany => 429,
            Self::Unavailable => 503,
        }
    }
}

/// An expected "no", for a person to read and a program to act on.
#[derive(Debug, Clone, PartialEq, Eq)]
pub struct Refusal {
    /// Stable: `people.birth_date_in_future`.
    pub code: &'static str,
    /// Which status.
    pub kind: Kind,
    /// The field of the input it is about.
    pub field: Option<String>,
    /// What the text needs: names and values.
    pub args: Vec<(&'static str, String)>,
    /// Everything else that was found wrong in the same go; this one is the first.
    pub also: Vec<Self>,
}

impl Refusal {
    /// A refusal without a field.
    #[must_use]
    pub const fn new(kind: Kind, code: &'static str) -> Self {
        Self { code, kind, field: None, args: Vec::new(), also: Vec::new() }
    }

    /// A refusal of what a field says.
    #[must_use]
    pub fn invalid(code: &'static str, field: impl Into<String>) -> Self {
        Self { field: Some(field.into()), ..Self::new(Kind::Invalid, code) }
    }

    /// There is no such thing, or not for whoever asks.
    #[must_use]
    pub const fn not_found(code: &'static str) -> Self {
        Self::new(Kind::NotFound, code)
    }

    /// It contradicts the present state.
    #[must_use]
    pub const fn conflict(code: &'static str) -> Self {
        Self::new(Kind::Conflict, code)
    }

    /// With an argument for its text.
    #[must_use]
    pub fn with(mut self, name: &'static str, value: impl fmt::Display) -> Self {
        self.args.push((name, value.to_string()));
        self
    }

    /// With the field it is about.
    #[must_use]
    pub fn at(mut self, field: impl Into<String>) -> Self {
        self.field = Some(field.into());
        self
    }

    /// The first of several, carrying the others; `Ok` if there are none.
    ///
    /// # Errors
    /// The refusals, if there are any.
    pub fn all(refusals: Vec<Self>) -> Result<(), Self> {
        let mut rest = refusals.into_iter();
        match rest.next() {
            None => Ok(()),
            Some(mut first) => {
                first.also.extend(rest);
                Err(first)
            }
        }
    }

    /// This one and all that came with it.
    pub fn each(&self) -> impl Iterator<Item = &Self> {
        std::iter::once(self).chain(&self.also)
    }

    /// The key of its text: `people.not_found` stands under `refusal-people-not_found`.
    #[must_use]
    pub fn text_key(&self) -> String {
        format!("refusal-{}", self.code.replace('.', "-"))
    }
}

impl fmt::Display for Refusal {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        f.write_str(self.code)?;
        if let Some(field) = &self.field {
            write!(f, " at {field}")?;
        }
        for (name, value) in &self.args {
            write!(f, " {name}={value}")?;
        }
        Ok(())
    }
}

impl std::error::Error for Refusal {}
