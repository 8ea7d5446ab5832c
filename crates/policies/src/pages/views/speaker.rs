//! Puts the engine's values into the words of one language: amounts, dates, classes, places, periods.

use platform::{app::App, region::Region, texts};
use rules::{
    Estimate, Failure, Value, Vocabulary, Worth,
    facts::{FactDeclaration, FactType, Source},
    pack::{Cell, Mark, Per, Period},
};
use vocabulary::{Currency, Lang, Money, PlaceCode, Text};

/// Speaks one language about the facts of one vocabulary.
#[derive(Clone, Copy)]
pub struct Speaker<'a> {
    texts: &'a texts::Texts,
    region: &'a Region,
    vocabulary: &'a Vocabulary,
    /// The language.
    pub lang: Lang,
}

impl<'a> Speaker<'a> {
    /// For an installation, in a language, about these facts.
    #[must_use]
    pub fn new(app: &'a App, lang: Lang, vocabulary: &'a Vocabulary) -> Self {
        Self { texts: app.texts(), region: app.region(), vocabulary, lang }
    }

    /// The words under `key`.
    #[must_use]
    pub fn t(&self, key: &str) -> String {
        self.texts.say(self.lang, key, &[])
    }

    /// The words under `key` with one argument.
    #[must_use]
    pub fn t1(&self, key: &str, name: &str, value: impl ToString) -> String {
        self.texts.say(self.lang, key, &[(name, value.to_string())])
    }

    /// The words under `key` with two arguments.
    #[must_use]
    pub fn t2(&self, key: &str, name: &str, value: impl ToString, other: &str, its: impl ToString) -> String {
        self.texts.say(self.lang, key, &[(name, value.to_string()), (other, its.to_string())])
    }

    /// A text in the language.
    #[must_use]
    pub fn text(&self, text: &Text) -> String {
        text.get(self.lang).to_owned()
    }

    /// A day.
    #[must_use]
    pub fn date(&self, date: jiff::civil::Date) -> String {
        texts::date(date, self.lang)
    }

    /// A place.
    #[must_use]
    pub fn place(&self, code: &PlaceCode) -> String {
        let name = self.region.place_name(code, self.lang);
        // A country outside the region, whose pack is on the shelf too.
        let key = format!("policies-place-{code}");
        if name == code.as_str() && self.texts.has(self.lang, &key) { self.t(&key) } else { name }
    }

    /// Words one after another, as the language separates them in a list.
    #[must_use]
    pub fn list(&self, words: &[String]) -> String {
        words.join(&self.t("policies-list-separator"))
    }

    /// An amount, exact or as the instrument words it: "35,000 to 120,000", "about", "at most".
    #[must_use]
    pub fn worth(&self, worth: Worth) -> String {
        match worth {
            Worth::Exact(money) => texts::money(money, self.lang),
            Worth::Estimate(estimate) => self.estimate(estimate),
        }
    }

    /// A sum that may be a range.
    #[must_use]
    pub fn range(&self, from: i64, to: i64, currency: Currency) -> String {
        if from == to {
            return texts::money(Money::new(to, currency), self.lang);
        }
        // The unit stands once: behind the last number in Chinese, before the first in English.
        let (first, last) = (Money::new(from, currency), Money::new(to, currency));
        let (first, last) = match self.lang {
            Lang::Zh => (digits(from), unbroken(&texts::money(last, self.lang))),
            Lang::En => (unbroken(&texts::money(first, self.lang)), digits(to)),
        };
        self.t2("policies-worth-range", "from", first, "to", last)
    }

    fn estimate(&self, estimate: Estimate) -> String {
        let amount = match estimate.from {
            Some(from) => self.range(from, estimate.to, estimate.currency),
            None => self.range(estimate.to, estimate.to, estimate.currency),
        };
        if estimate.at_most || estimate.from.is_none() {
            self.t1("policies-worth-at-most", "amount", amount)
        } else if estimate.about {
            self.t1("policies-worth-about", "amount", amount)
        } else {
            amount
        }
    }

    /// An amount with how often it is paid.
    #[must_use]
    pub fn worth_per(&self, worth: Worth, per: Option<Per>) -> String {
        let amount = self.worth(worth);
        match per {
            Some(Per::Year) => self.t1("policies-per-year", "amount", amount),
            Some(Per::Month) => self.t1("policies-per-month", "amount", amount),
            Some(Per::Once) | None => amount,
        }
    }

    /// A length of time: "3 years", "6 months".
    #[must_use]
    pub fn period(&self, period: Period) -> String {
        match (period.years, period.months) {
            (years, 0) => self.t1("policies-period-years", "years", years),
            (0, months) => self.t1("policies-period-months", "months", months),
            (years, months) => self.t2("policies-period-both", "years", years, "months", months),
        }
    }

    /// An article as it is cited: a number gets its word, what has words already stays.
    #[must_use]
    pub fn article(&self, article: &str) -> String {
        let is_number = article.chars().all(|c| c.is_ascii_digit() || matches!(c, '-' | '.' | ','));
        if is_number { self.t1("policies-article", "article", article) } else { article.to_owned() }
    }

    /// How well a source is known, in a few words behind its letter.
    #[must_use]
    pub fn mark(&self, mark: Mark) -> String {
        match mark {
            Mark::L => self.t("policies-mark-L"),
            Mark::O => self.t("policies-mark-O"),
            Mark::S => self.t("policies-mark-S"),
            Mark::D => self.t("policies-mark-D"),
        }
    }

    /// Who says a fact.
    #[must_use]
    pub fn said_by(&self, source: Source) -> String {
        match source {
            Source::Declared => self.t("policies-said-declared"),
            Source::Uploaded => self.t("policies-said-uploaded"),
            Source::Seen => self.t("policies-said-seen"),
            Source::Issued => self.t("policies-said-issued"),
        }
    }

    /// Why something could not be computed.
    #[must_use]
    pub fn failure(&self, failure: &Failure) -> String {
        self.text(&failure.text())
    }

    /// What a fact is called: `birth_date`, or `household[1].role` with the number of the member.
    #[must_use]
    pub fn fact(&self, path: &str) -> String {
        let Some(declared) = self.vocabulary.at(path) else { return path.to_owned() };
        let title = self.text(&declared.title);
        let Some((list, rest)) = path.split_once('[') else { return title };
        let number = rest.split(']').next().and_then(|number| number.parse::<u32>().ok()).unwrap_or(0);
        let list = self.vocabulary.fact(list).map(|list| self.text(&list.title)).unwrap_or_default();
        let member = self.t2("policies-member", "list", list, "number", number.saturating_add(1));
        self.t2("policies-member-field", "member", member, "field", title)
    }

    /// The question that asks for a fact.
    #[must_use]
    pub fn question(&self, path: &str) -> String {
        match self.vocabulary.at(path) {
            Some(declared) if path.contains('[') => self.t2(
                "policies-member-field",
                "member",
                self.fact(path),
                "field",
                self.text(&declared.question),
            ),
            Some(declared) => self.text(&declared.question),
            None => path.to_owned(),
        }
    }

    /// The value of a fact, or that it is not known.
    #[must_use]
    pub fn fact_value(&self, path: &str, value: Option<&Value>) -> String {
        match value {
            None => self.t("policies-value-unknown"),
            Some(value) => self.value(value, self.vocabulary.at(path)),
        }
    }

    /// A value as its declaration means it.
    #[must_use]
    pub fn value(&self, value: &Value, declared: Option<&FactDeclaration>) -> String {
        match value {
            Value::Bool(true) => self.t("policies-value-yes"),
            Value::Bool(false) => self.t("policies-value-no"),
            Value::None => self.t("policies-value-none"),
            Value::Int(number) => number.to_string(),
            Value::Decimal(number) => number.to_string(),
            Value::Money(money) => texts::money(*money, self.lang),
            Value::Date(date) => self.date(*date),
            Value::Text(text) => match declared.map(|declared| &declared.kind) {
                Some(FactType::Enum { scheme }) => self.class(scheme, text),
                _ => self.place_or_text(text),
            },
            Value::List(members) if members.is_empty() => self.t("policies-value-none"),
            Value::List(members) => {
                let fields = declared.map(FactDeclaration::fields).unwrap_or_default();
                let member = |member: &rules::facts::Member| {
                    let said = fields.iter().filter_map(|field| Some((field, member.get(&field.name)?)));
                    let words: Vec<String> =
                        said.map(|(field, value)| self.value(value, Some(field))).collect();
                    self.list(&words)
                };
                members.iter().map(member).collect::<Vec<_>>().join(&self.t("policies-member-separator"))
            }
        }
    }

    /// A class of a scheme, by its letter and its title where the letter says nothing by itself.
    #[must_use]
    pub fn class(&self, scheme: &str, id: &str) -> String {
        let found = self.vocabulary.scheme(scheme);
        let class = found.and_then(|scheme| scheme.values.iter().find(|class| class.id == id));
        let Some(class) = class else { return id.to_owned() };
        let title = self.text(&class.title);
        if id.len() == 1 && !title.starts_with(id) {
            self.t2("policies-class", "id", id, "title", title)
        } else {
            title
        }
    }

    /// The figure of a table, in words.
    #[must_use]
    pub fn cell(&self, cell: &Cell) -> String {
        match cell {
            Cell::Exact(value) => self.value(value, None),
            Cell::Estimate(estimate) => self.estimate(*estimate),
        }
    }

    fn place_or_text(&self, text: &str) -> String {
        text.parse::<PlaceCode>().map_or_else(|_| text.to_owned(), |code| self.place(&code))
    }
}

/// An amount and its unit stay on one line.
fn unbroken(amount: &str) -> String {
    amount.replace(' ', "\u{a0}")
}

/// Minor units as a number in groups of three, without the currency.
fn digits(minor: i64) -> String {
    let whole = texts::grouped(minor.unsigned_abs() / 100);
    match minor.unsigned_abs() % 100 {
        0 => whole,
        part => format!("{whole}.{part:02}"),
    }
}

impl Speaker<'_> {
    /// How one applies: who, where, until when, a line each.
    #[must_use]
    pub fn apply(&self, apply: &rules::pack::Apply) -> Vec<String> {
        let who = match apply.who {
            rules::pack::Applicant::Person => self.t("policies-apply-person"),
            rules::pack::Applicant::Employer => self.t("policies-apply-employer"),
        };
        let place = apply.place.as_ref().map(|place| self.text(place));
        let deadline = apply.deadline.map(|day| self.t1("policies-apply-deadline", "date", self.date(day)));
        [Some(who), place, deadline].into_iter().flatten().collect()
    }
}

impl Speaker<'_> {
    /// What a scheme of classes is called.
    #[must_use]
    pub fn scheme(&self, name: &str) -> String {
        self.vocabulary.scheme(name).map_or_else(|| name.to_owned(), |scheme| self.text(&scheme.title))
    }
}
