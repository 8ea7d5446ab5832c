//! An expression in plain words, in both languages: the titles of facts, classes and tables in place of their names.

use super::{Expression, Pack, Version};
use crate::{
    calendar::Unit,
    evaluate::Val,
    language::{Code, MathFunction, Op, OpId, Operator, Pick, Quantifier, TextFunction, Type},
    ratio::Rounding,
    texts::sentence,
};
use vocabulary::Text;

impl Pack {
    /// An expression of one of this pack's versions in plain words.
    #[must_use]
    pub fn plain(&self, version: &Version, expression: &Expression) -> Text {
        let plain = Plain { pack: self, version, code: &expression.code };
        plain.words(plain.code.root)
    }
}

pub(super) struct Plain<'a> {
    pub(super) pack: &'a Pack,
    pub(super) version: &'a Version,
    code: &'a Code,
}

pub(super) fn literal(text: impl std::fmt::Display) -> Text {
    Text::new(text.to_string(), text.to_string())
}

/// A sentence with its parts filled in, each in its own language.
pub(super) fn fill(key: &str, parts: &[Text]) -> Text {
    let args = |pick: fn(&Text) -> &String| -> Vec<(&'static str, String)> {
        ["a", "b", "c"].into_iter().zip(parts).map(|(name, part)| (name, pick(part).clone())).collect()
    };
    Text::new(sentence(key, &args(|text| &text.zh)).zh, sentence(key, &args(|text| &text.en)).en)
}

impl Plain<'_> {
    fn kind(&self, id: OpId) -> &Type {
        self.code.types.get(id.0).unwrap_or(&Type::Any)
    }

    /// A part in brackets where it would else run into its neighbours.
    fn part(&self, id: OpId) -> Text {
        let words = self.words(id);
        let runs_on = matches!(
            self.code.op(id),
            Op::And(_) | Op::Or(_) | Op::If(..) | Op::Quantified(..) | Op::Arithmetic(..) | Op::In(..)
        );
        if runs_on { fill("plain-group", &[words]) } else { words }
    }

    pub(super) fn chain(&self, key: &str, parts: &[OpId]) -> Text {
        let mut words = parts.iter().map(|part| self.part(*part));
        let first = words.next().unwrap_or_else(|| sentence("plain-nobody", &[]));
        words.fold(first, |chain, next| fill(key, &[chain, next]))
    }

    fn two(&self, key: &str, a: OpId, b: OpId) -> Text {
        fill(key, &[self.part(a), self.part(b)])
    }

    /// As deep as the expression is nested, which is limited.
    pub(super) fn words(&self, id: OpId) -> Text {
        let one = |key: &str, of: OpId| fill(key, &[self.part(of)]);
        let unnamed = || sentence("plain-member", &[]);
        match self.code.op(id) {
            Op::Constant(value) => self.constant(value),
            Op::Fact(index) => {
                self.pack.vocabulary.facts().get(*index).map_or_else(unnamed, |fact| fact.title.clone())
            }
            Op::Derived(index) => self.version.derived.get(*index).map_or_else(unnamed, |d| d.title.clone()),
            Op::DerivedOf(_, index) => {
                self.version.derived.get(*index).map_or_else(unnamed, |d| d.title.clone())
            }
            Op::Parameter(index) => {
                self.version.parameters.get(*index).map_or_else(unnamed, |p| p.title.clone())
            }
            Op::On => sentence("plain-on", &[]),
            Op::Local(_) | Op::Score(_) | Op::Broken => unnamed(),
            Op::Field(of, field) => {
                let Type::Member(fact) = self.kind(*of) else { return unnamed() };
                let fact = self.pack.vocabulary.facts().get(*fact);
                let field = fact.and_then(|fact| fact.fields().get(*field));
                field.map_or_else(unnamed, |field| field.title.clone())
            }
            Op::Table(index, keys) => {
                let title = self.version.tables.get(*index).map_or_else(unnamed, |table| table.title.clone());
                fill("plain-table", &[title, self.chain("plain-comma", keys)])
            }
            Op::Not(of) => one("plain-not", *of),
            Op::Negative(of) => one("plain-negative", *of),
            Op::And(parts) => self.chain("plain-and", parts),
            Op::Or(parts) => self.chain("plain-or", parts),
            Op::If(condition, then, otherwise) => {
                fill("plain-if", &[self.part(*condition), self.part(*then), self.part(*otherwise)])
            }
            Op::Compare(operator, a, b)
            | Op::CompareText(operator, a, b)
            | Op::CompareLists(operator, a, b) => self.two(comparison(*operator, self.kind(*a)), *a, *b),
            Op::In(item, list) => fill("plain-in", &[self.part(*item), self.words(*list)]),
            Op::Arithmetic(operator, a, b) => self.two(arithmetic(*operator), *a, *b),
            Op::List(items) => self.chain("plain-comma", items),
            Op::Has(of) => one("plain-has", *of),
            Op::Known(of) => one("plain-known", *of),
            Op::Quantified(quantifier, list, _, body) => {
                let key = match quantifier {
                    Quantifier::All => "plain-all",
                    Quantifier::Exists => "plain-exists",
                    Quantifier::Filter => "plain-filter",
                    Quantifier::Map => "plain-map",
                };
                self.two(key, *list, *body)
            }
            Op::Sum(list, _) => one("plain-sum", *list),
            Op::Size(list) => one("plain-size", *list),
            Op::Pick(pick, parts) => {
                let key = match (pick, self.kind(id)) {
                    (Pick::Least, Type::Date) => "plain-earliest",
                    (Pick::Greatest, Type::Date) => "plain-latest",
                    (Pick::Least, _) => "plain-least",
                    (Pick::Greatest, _) => "plain-greatest",
                };
                fill(key, &[self.chain("plain-comma", parts)])
            }
            Op::Between(unit, a, b) => {
                let key = match unit {
                    Unit::Years => "plain-years",
                    Unit::Months => "plain-months",
                    Unit::Days => "plain-days",
                };
                self.two(key, *a, *b)
            }
            Op::Add(unit, _, date, count) => {
                let key = match unit {
                    Unit::Years => "plain-add_years",
                    Unit::Months => "plain-add_months",
                    Unit::Days => "plain-add_days",
                };
                self.two(key, *date, *count)
            }
            Op::Share { hundredths, amount, rate } => {
                self.two(if *hundredths { "plain-percent" } else { "plain-share" }, *amount, *rate)
            }
            Op::Round(rounding, of) => {
                let key = match rounding {
                    Rounding::HalfUp => "plain-half_up",
                    Rounding::Down => "plain-down",
                    Rounding::Up => "plain-up",
                };
                fill(key, &[self.words(*of)])
            }
            Op::Defaulted(index, _) => {
                self.pack.vocabulary.facts().get(*index).map_or_else(unnamed, |fact| fact.title.clone())
            }
            Op::Outcome(key) => {
                let named = |version: &&Version| key.split('/').next() == Some(version.family.as_str());
                let measures = self.pack.versions.iter().filter(named).flat_map(|version| &version.measures);
                let measure = measures.into_iter().find(|measure| key.split('/').nth(1) == Some(&measure.id));
                fill("plain-outcome", &[measure.map_or_else(unnamed, |measure| measure.title.clone())])
            }
            Op::CompareTotal(operator, a, b) => self.two(comparison(*operator, &Type::Int), *a, *b),
            Op::Strict(function, parts) => self.function(function, parts),
            Op::Within(place, area) => self.two("plain-within", *place, *area),
            Op::Index(list, index) => self.two("plain-item", *list, *index),
            Op::Concat(a, b) => self.two("plain-concat", *a, *b),
            Op::ExistsOne(list, _, body) => self.two("plain-exists_one", *list, *body),
            Op::PickItem(Pick::Least, list) => one("plain-least", *list),
            Op::PickItem(Pick::Greatest, list) => one("plain-greatest", *list),
            Op::Math(MathFunction::Abs, of) => one("plain-absolute", *of),
            Op::Math(MathFunction::Sign, of) => one("plain-sign", *of),
            Op::Text(function, args) => {
                let parts: Vec<Text> = args.iter().map(|arg| self.part(*arg)).collect();
                fill(of_text(*function), &parts)
            }
        }
    }

    fn constant(&self, value: &Val) -> Text {
        match value {
            Val::Bool(true) => sentence("plain-true", &[]),
            Val::Bool(false) => sentence("plain-false", &[]),
            Val::Int(number) => literal(number),
            Val::Decimal(number) => literal(number),
            Val::Money(money) => literal(money),
            Val::Date(date) => literal(date),
            Val::Text(text) => literal(text),
            Val::Class { scheme, index } => {
                let scheme = self.pack.vocabulary.schemes().get(*scheme);
                let class = scheme.and_then(|scheme| scheme.values.get(*index));
                class.map_or_else(|| sentence("plain-member", &[]), |class| class.title.clone())
            }
            _ => sentence("plain-nobody", &[]),
        }
    }
}

const fn comparison(operator: Operator, kind: &Type) -> &'static str {
    match (operator, kind) {
        (Operator::Equal, _) => "plain-equal",
        (Operator::NotEqual, _) => "plain-not_equal",
        (Operator::Less, Type::Date) => "plain-before",
        (Operator::LessOrEqual, Type::Date) => "plain-before_or_on",
        (Operator::Greater, Type::Date) => "plain-after",
        (Operator::GreaterOrEqual, Type::Date) => "plain-after_or_on",
        (Operator::Less, _) => "plain-less",
        (Operator::LessOrEqual, _) => "plain-less_or_equal",
        (Operator::Greater, _) => "plain-greater",
        _ => "plain-greater_or_equal",
    }
}

/// The key of a function of texts. Of the further arguments of `replace`, `split` and `substring` nothing is said: whoever
/// needs them reads the expression.
const fn of_text(function: TextFunction) -> &'static str {
    match function {
        TextFunction::Size => "plain-size_text",
        TextFunction::Contains => "plain-contains",
        TextFunction::StartsWith => "plain-starts_with",
        TextFunction::EndsWith => "plain-ends_with",
        TextFunction::CharAt => "plain-char_at",
        TextFunction::IndexOf => "plain-index_of",
        TextFunction::LastIndexOf => "plain-last_index_of",
        TextFunction::LowerAscii => "plain-lower",
        TextFunction::UpperAscii => "plain-upper",
        TextFunction::Replace => "plain-replace",
        TextFunction::Reverse => "plain-reverse",
        TextFunction::Split => "plain-split",
        TextFunction::Substring => "plain-substring",
        TextFunction::Trim => "plain-trim",
        TextFunction::Join => "plain-join",
        TextFunction::ToInt | TextFunction::ToBool | TextFunction::ToText => "plain-convert",
    }
}

const fn arithmetic(operator: Operator) -> &'static str {
    match operator {
        Operator::Plus => "plain-plus",
        Operator::Minus => "plain-minus",
        Operator::Times => "plain-times",
        Operator::Over => "plain-over",
        _ => "plain-remainder",
    }
}
