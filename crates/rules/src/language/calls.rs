//! The functions of the language: what each takes and yields. To add one: a line here, an operation in `code.rs`, its
//! meaning in `evaluate/`, a line in docs/packs.md.

use super::{Mistake, NodeId, Op, OpId, Pick, Problem, Span, Type, check::Checker};
use crate::{
    calendar::{EndOfMonth, Unit},
    evaluate::Val,
    ratio::{Ratio, Rounding},
};
use jiff::civil::Date;
use vocabulary::{Currency, Money, PlaceCode};

impl Checker<'_> {
    pub(super) fn call(&mut self, name: &str, args: &[NodeId], span: Span, hint: Option<&Type>) -> OpId {
        match name {
            "date" => self.date(args, span),
            "money" => self.money(name, args, self.scope.currency, span),
            "cny" => self.money(name, args, Currency::CNY, span),
            "eur" => self.money(name, args, Currency::EUR, span),
            "cad" => self.money(name, args, Currency::CAD, span),
            "has" => self.about(name, args, span, Op::Has),
            "known" => match args.first().and_then(|arg| self.told(*arg)).filter(|_| args.len() == 1) {
                Some(of) => self.add(Op::Known(of), Type::Bool, span),
                None => self.about(name, args, span, Op::Known),
            },
            "sum" => self.sum(args, span),
            "size" => self.size(args, span),
            "int" | "string" | "bool" => self.convert(name, args, span),
            "min" => self.pick(name, Pick::Least, args, span, hint, false),
            "max" => self.pick(name, Pick::Greatest, args, span, hint, false),
            "earlier" => self.pick(name, Pick::Least, args, span, hint, true),
            "later" => self.pick(name, Pick::Greatest, args, span, hint, true),
            "years_between" => self.between(name, Unit::Years, args, span),
            "months_between" => self.between(name, Unit::Months, args, span),
            "days_between" => self.between(name, Unit::Days, args, span),
            "add_years" => self.add_to_date(name, Unit::Years, args, span),
            "add_months" => self.add_to_date(name, Unit::Months, args, span),
            "add_days" => self.add_to_date(name, Unit::Days, args, span),
            "percent" => self.share(name, true, args, span),
            "times" => self.share(name, false, args, span),
            "round_half_up" => self.round(name, Rounding::HalfUp, args, span),
            "round_down" => self.round(name, Rounding::Down, args, span),
            "round_up" => self.round(name, Rounding::Up, args, span),
            "within" => self.within(args, span),
            _ => self.function(name, args, span),
        }
    }

    /// The quoted text that a function asks for, so that it is checked now and not at the person's cost.
    fn quoted(&mut self, name: &str, args: &[NodeId], span: Span) -> Result<String, OpId> {
        let [arg] = args else {
            return Err(self.arguments_expected(name, "1", args.len(), span));
        };
        match self.literal(*arg).map(str::to_owned) {
            Some(text) => Ok(text),
            None => Err(self.broken(Mistake::new(Problem::LiteralNeeded, span).with("function", name))),
        }
    }

    fn date(&mut self, args: &[NodeId], span: Span) -> OpId {
        match self.quoted("date", args, span) {
            Ok(text) => match text.parse::<Date>() {
                Ok(date) if text.len() == 10 => self.add(Op::Constant(Val::Date(date)), Type::Date, span),
                _ => self.broken(Mistake::new(Problem::Date, span).with("found", text)),
            },
            Err(broken) => broken,
        }
    }

    fn money(&mut self, name: &str, args: &[NodeId], currency: Currency, span: Span) -> OpId {
        match self.quoted(name, args, span) {
            Ok(text) => match Money::parse(&text, currency) {
                Ok(money) => self.add(Op::Constant(Val::Money(money)), Type::Money(currency), span),
                Err(_) => self.broken(Mistake::new(Problem::Amount, span).with("found", text)),
            },
            Err(broken) => broken,
        }
    }

    fn about(&mut self, name: &str, args: &[NodeId], span: Span, op: fn(OpId) -> Op) -> OpId {
        let [arg] = args else { return self.arguments_expected(name, "1", args.len(), span) };
        let of = self.node(*arg, None);
        self.add(op(of), Type::Bool, span)
    }

    /// The list a function takes, and the type of its items.
    fn list_argument(&mut self, name: &str, args: &[NodeId], span: Span) -> Result<(OpId, Type), OpId> {
        let [arg] = args else { return Err(self.arguments_expected(name, "1", args.len(), span)) };
        let list = self.node(*arg, None);
        match self.type_of(list) {
            Type::List(of) => Ok((list, *of)),
            Type::Any => Ok((list, Type::Any)),
            found => {
                let mistake = Mistake::new(Problem::Expected, self.span_of(list));
                Err(self.broken(mistake.with("expected", "list").with("found", found)))
            }
        }
    }

    fn sum(&mut self, args: &[NodeId], span: Span) -> OpId {
        let (list, of) = match self.list_argument("sum", args, span) {
            Ok(found) => found,
            Err(broken) => return broken,
        };
        let zero = match &of {
            Type::Int | Type::Any => Val::Int(0),
            Type::Decimal => Val::Decimal(Ratio::whole(0)),
            Type::Money(currency) => Val::Money(Money::zero(*currency)),
            Type::Fraction(currency) => Val::Fraction(Ratio::whole(0), *currency),
            found => {
                let mistake = Mistake::new(Problem::Expected, self.span_of(list));
                return self.broken(mistake.with("expected", "decimal").with("found", found));
            }
        };
        self.add(Op::Sum(list, zero), of, span)
    }

    fn size(&mut self, args: &[NodeId], span: Span) -> OpId {
        let [arg] = args else { return self.arguments_expected("size", "1", args.len(), span) };
        self.size_of(*arg, span)
    }

    pub(super) fn pick(
        &mut self,
        name: &str,
        pick: Pick,
        args: &[NodeId],
        span: Span,
        hint: Option<&Type>,
        dates: bool,
    ) -> OpId {
        if args.len() < 2 {
            return self.arguments_expected(name, "2+", args.len(), span);
        }
        let ops: Vec<OpId> = args.iter().map(|arg| self.node(*arg, hint)).collect();
        let mut kind = Type::Any;
        for op in &ops {
            let found = self.type_of(*op);
            let of_kind = match found {
                Type::Any => true,
                Type::Date => dates,
                Type::Int | Type::Decimal | Type::Money(_) | Type::Fraction(_) => !dates,
                _ => false,
            };
            let joined = kind.join(&found).filter(|_| of_kind);
            match (joined, kind.amount(), found.amount()) {
                (Some(joined), _, _) => kind = joined,
                (None, Some(a), Some(b)) if a != b => {
                    let mistake = Mistake::new(Problem::Currencies, self.span_of(*op));
                    self.report(mistake.with("left", a).with("right", b));
                }
                _ => {
                    let expected = if dates { "date".to_owned() } else { kind.to_string() };
                    let mistake = Mistake::new(Problem::Expected, self.span_of(*op));
                    self.report(mistake.with("expected", expected).with("found", found));
                }
            }
        }
        self.add(Op::Pick(pick, ops), kind, span)
    }

    fn between(&mut self, name: &str, unit: Unit, args: &[NodeId], span: Span) -> OpId {
        let [a, b] = args else { return self.arguments_expected(name, "2", args.len(), span) };
        let (a, b) = (self.of_type(*a, &Type::Date), self.of_type(*b, &Type::Date));
        self.add(Op::Between(unit, a, b), Type::Int, span)
    }

    fn add_to_date(&mut self, name: &str, unit: Unit, args: &[NodeId], span: Span) -> OpId {
        let (date, count, end) = match (unit, args) {
            (Unit::Days, [date, count]) => (*date, *count, EndOfMonth::Clamp),
            (Unit::Years | Unit::Months, [date, count, end]) => match self.literal(*end) {
                Some("clamp") => (*date, *count, EndOfMonth::Clamp),
                Some("roll") => (*date, *count, EndOfMonth::Roll),
                _ => {
                    let place = self.tree.span(*end);
                    return self.broken(Mistake::new(Problem::LiteralNeeded, place).with("function", name));
                }
            },
            (Unit::Days, _) => return self.arguments_expected(name, "2", args.len(), span),
            _ => return self.arguments_expected(name, "3", args.len(), span),
        };
        let (date, count) = (self.of_type(date, &Type::Date), self.of_type(count, &Type::Int));
        self.add(Op::Add(unit, end, date, count), Type::Date, span)
    }

    /// An amount, rounded or not.
    pub(super) fn amount(&mut self, arg: NodeId) -> (OpId, Type) {
        let op = self.node(arg, None);
        match self.type_of(op) {
            Type::Money(currency) | Type::Fraction(currency) => (op, Type::Fraction(currency)),
            Type::Any => (op, Type::Any),
            Type::Estimate(_) => {
                self.report(Mistake::new(Problem::Range, self.span_of(op)));
                (op, Type::Any)
            }
            found => {
                let mistake = Mistake::new(Problem::Expected, self.span_of(op));
                self.report(mistake.with("expected", "money").with("found", found));
                (op, Type::Any)
            }
        }
    }

    fn share(&mut self, name: &str, hundredths: bool, args: &[NodeId], span: Span) -> OpId {
        let [amount, rate] = args else { return self.arguments_expected(name, "2", args.len(), span) };
        let (amount, kind) = self.amount(*amount);
        let place = self.tree.span(*rate);
        let rate = match self.literal(*rate).map(|text| (Ratio::parse(text), text.to_owned())) {
            Some((Some(number), _)) => self.add(Op::Constant(Val::Decimal(number)), Type::Decimal, place),
            Some((None, text)) => self.broken(Mistake::new(Problem::Number, place).with("found", text)),
            None => self.of_type(*rate, &Type::Decimal),
        };
        self.add(Op::Share { hundredths, amount, rate }, kind, span)
    }

    fn round(&mut self, name: &str, rounding: Rounding, args: &[NodeId], span: Span) -> OpId {
        let [arg] = args else { return self.arguments_expected(name, "1", args.len(), span) };
        let (amount, kind) = self.amount(*arg);
        let kind = if let Type::Fraction(currency) = kind { Type::Money(currency) } else { Type::Any };
        self.add(Op::Round(rounding, amount), kind, span)
    }

    fn within(&mut self, args: &[NodeId], span: Span) -> OpId {
        let [place, area] = args else { return self.arguments_expected("within", "2", args.len(), span) };
        for arg in [place, area] {
            let Some(text) = self.literal(*arg) else { continue };
            if text.parse::<PlaceCode>().is_err() {
                let mistake = Mistake::new(Problem::Place, self.tree.span(*arg)).with("found", text);
                self.report(mistake);
            }
        }
        let (place, area) = (self.of_type(*place, &Type::Text), self.of_type(*area, &Type::Text));
        self.add(Op::Within(place, area), Type::Bool, span)
    }
}
