//! The operations on texts and lists as values, and on numbers one by one.

use super::{
    Eval, Failure, Machine, State, Val, lists,
    operators::{self, strict, strict_all},
    quantify::fold,
    texts,
};
use crate::language::{Code, MathFunction, Op, OpId, Pick, TextFunction};
use std::{cmp::Ordering, sync::Arc};

impl Machine<'_> {
    /// What `eval` hands on.
    pub(super) fn eval_more(&mut self, code: &Code, op: &Op, locals: &mut [Eval]) -> Eval {
        match op {
            Op::Index(list, index) => {
                let (list, index) = (self.eval(code, *list, locals), self.eval(code, *index, locals));
                self.work(lists::weight(&list));
                lists::index(list, index)
            }
            Op::Concat(a, b) => {
                let (a, b) = (self.eval(code, *a, locals), self.eval(code, *b, locals));
                self.work(lists::weight(&a).saturating_add(lists::weight(&b)));
                lists::concat(a, b)
            }
            Op::CompareText(operator, a, b) => {
                let (a, b) = (self.eval(code, *a, locals), self.eval(code, *b, locals));
                self.work(lists::weight(&a).min(lists::weight(&b)));
                operators::compare(*operator, a, b)
            }
            Op::CompareLists(operator, a, b) => {
                let (a, b) = (self.eval(code, *a, locals), self.eval(code, *b, locals));
                self.within_steps(|left| lists::compare(*operator, &a, &b, left))
            }
            Op::ExistsOne(list, slot, body) => self.exists_one(code, (*list, *slot, *body), locals),
            Op::PickItem(pick, list) => {
                let wanted = if *pick == Pick::Least { Ordering::Less } else { Ordering::Greater };
                let list = self.eval(code, *list, locals);
                self.work(lists::weight(&list));
                lists::pick_item(wanted, list)
            }
            Op::Text(function, args) => {
                let mut values: Vec<Eval> = Vec::with_capacity(args.len());
                for arg in args {
                    let mut value = self.eval(code, *arg, locals);
                    self.work(lists::weight(&value).saturating_mul(4));
                    if *function == TextFunction::Join && values.is_empty() {
                        value = lists::texts(value);
                    }
                    values.push(value);
                }
                strict_all(values, |values| texts::apply(*function, &values))
            }
            Op::Math(function, of) => strict(self.eval(code, *of, locals), |value| match (function, value) {
                (MathFunction::Abs, Val::Int(number)) => {
                    number.checked_abs().map(Val::Int).ok_or(Failure::Overflow)
                }
                (MathFunction::Sign, Val::Int(number)) => Ok(Val::Int(number.signum())),
                _ => Err(Failure::AbsentValue),
            }),
            _ => Eval::failed(Failure::TooMuchWork),
        }
    }

    /// Every member is judged, as in CEL: a failure is never hidden by how many were found.
    fn exists_one(
        &mut self,
        code: &Code,
        (list, slot, body): (OpId, usize, OpId),
        locals: &mut [Eval],
    ) -> Eval {
        let list = self.eval(code, list, locals);
        let items = match &list.state {
            State::Known(Val::List(items)) => Arc::clone(items),
            State::Known(_) => return Eval::failed(Failure::AbsentValue).reading(&list.read),
            _ => return list,
        };
        let mut judged = Vec::with_capacity(items.len());
        for item in items.iter() {
            if item.present.as_ref().is_some_and(Eval::is_false) {
                continue;
            }
            if let Some(place) = locals.get_mut(slot) {
                *place = item.value.clone();
            }
            let holds = self.eval(code, body, locals);
            judged.push(match &item.present {
                None => holds,
                Some(present) => fold(false, [present, &holds].iter(), |part| (*part).clone()),
            });
        }
        let one = strict_all(judged, |values| {
            let found = values.iter().filter(|value| **value == Val::Bool(true)).count();
            Ok(Val::Bool(found == 1))
        });
        one.reading(&list.read)
    }
}
