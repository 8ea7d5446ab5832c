//! Classes: a choice over a scheme that forgets one, and texts that name other classes than the rule lets through.

use super::{
    Part, Report, conditions_of, expressions_of,
    interpret::{Env, Interpreter, constant},
    search::{Search, Want},
    value::{Set, Value},
};
use crate::{
    evaluate::Val,
    facts::FactType,
    finding::Code,
    language::{Op, OpId, Operator},
    pack::Version,
};
use std::collections::BTreeSet;

pub(super) fn check(report: &mut Report<'_>, number: usize, version: &Version) {
    for part in expressions_of(version) {
        forgotten(report, number, version, &part);
    }
    let interpreter = Interpreter::new(report.pack, version);
    for measure in &version.measures {
        for (part, condition) in conditions_of(measure).iter().zip(&measure.conditions) {
            let Some(admitted) = admitted(report, &interpreter, part) else { continue };
            for (language, words) in [("zh", &condition.text.zh), ("en", &condition.text.en)] {
                let Some(said) = said(words, language, admitted.letters.len()) else { continue };
                let Some(rule) = admitted.differs_from(&said) else { continue };
                let letters = |set: &BTreeSet<usize>| -> String {
                    let names: Vec<&str> = set
                        .iter()
                        .filter_map(|place| admitted.letters.get(*place))
                        .map(String::as_str)
                        .collect();
                    names.join(", ")
                };
                let rule = letters(rule);
                let steps = ["measures", &measure.id, "conditions", &condition.id, "text", language];
                let place = report.place(number, &steps);
                report.add(
                    place,
                    Code::TextClasses,
                    part.article,
                    &[("found", letters(&said)), ("rule", rule)],
                );
            }
        }
    }
}

/// Which classes a condition lets through.
struct Admitted {
    /// For each way in which it holds, the classes that it asks for, fact by fact.
    ways: Vec<Vec<BTreeSet<usize>>>,
    /// For each fact, the classes of all ways.
    facts: Vec<BTreeSet<usize>>,
    /// The ids of the classes, highest first: single letters.
    letters: Vec<String>,
}

impl Admitted {
    /// What it lets through that the text does not name, or does not let through although the text names it.
    fn differs_from(&self, said: &BTreeSet<usize>) -> Option<&BTreeSet<usize>> {
        let too_wide = self.ways.iter().find(|sets| !sets.iter().any(|set| set.is_subset(said)));
        let too_narrow = self.facts.iter().find(|set| !said.is_subset(set));
        too_wide.and_then(|sets| sets.first()).or(too_narrow)
    }
}

fn admitted(report: &Report<'_>, interpreter: &Interpreter<'_>, part: &Part<'_>) -> Option<Admitted> {
    let code = &part.expression.code;
    let ways = interpreter.assume(code, code.root, true, &Env::default());
    interpreter.was_complete();
    let mut found = Admitted { ways: vec![Vec::new(); ways.len()], facts: Vec::new(), letters: Vec::new() };
    for (index, fact) in report.pack.vocabulary.facts().iter().enumerate() {
        let FactType::Enum { scheme } = &fact.kind else { continue };
        let Some(scheme) = report.pack.vocabulary.scheme(scheme).filter(|scheme| scheme.ordered) else {
            continue;
        };
        let is_letter = |id: &str| id.len() == 1 && id.bytes().all(|byte| byte.is_ascii_uppercase());
        if !scheme.values.iter().all(|class| is_letter(&class.id)) {
            continue;
        }
        let mut all: BTreeSet<usize> = BTreeSet::new();
        for (way, sets) in ways.iter().zip(&mut found.ways) {
            if let Some(Value { set: Set::Classes { open, .. }, none: false }) = way.fact(index) {
                let set: BTreeSet<usize> =
                    open.iter().enumerate().filter(|(_, open)| **open).map(|(place, _)| place).collect();
                all.extend(&set);
                sets.push(set);
            }
        }
        if !all.is_empty() {
            found.letters = scheme.values.iter().map(|class| class.id.clone()).collect();
            found.facts.push(all);
        }
    }
    // A way that asks for no class at all is decided by something else: the text cannot be held against it.
    (!found.ways.is_empty() && found.ways.iter().all(|sets| !sets.is_empty())).then_some(found)
}

/// The classes that a sentence names, if it does so plainly: `E 类及以上`, `C、D 类`, `A 至 E 类`, `class E or above`, `C or D`.
fn said(words: &str, language: &str, count: usize) -> Option<BTreeSet<usize>> {
    let chars: Vec<char> = words.chars().collect();
    if words.contains(['；', ';', '：', ':'])
        || !(words.contains('类') || words.contains("lass") || words.contains("ated"))
    {
        return None;
    }
    let at = |place: usize| chars.get(place).copied().unwrap_or(' ');
    let mut named: Vec<(usize, usize)> = Vec::new();
    for (place, c) in chars.iter().enumerate() {
        let before = if place == 0 { ' ' } else { at(place - 1) };
        let alone = c.is_ascii_uppercase()
            && !before.is_ascii_alphanumeric()
            && !at(place + 1).is_ascii_alphanumeric();
        // "A rated talent": an article, not a class.
        let article = language == "en" && *c == 'A' && place == 0;
        if alone && !article && at(place + 1) != '.' {
            let index = usize::try_from(u32::from(*c).checked_sub(u32::from('A'))?).ok()?;
            if index >= count {
                return None;
            }
            named.push((place, index));
        }
    }
    let (first, last) = (named.first()?, named.last()?);
    let behind: String = chars.get(last.0 + 1..).unwrap_or_default().iter().take(10).collect();
    let or_above = ["类及以上", "类以上", "or above", "and above"]
        .iter()
        .any(|word| behind.trim_start().starts_with(word));
    let between: String = chars.get(first.0 + 1..last.0).unwrap_or_default().iter().collect();
    let to = ["至", "到", " to "].iter().any(|word| between.contains(word));
    Some(match named.as_slice() {
        [(_, index)] if or_above => (0..=*index).collect(),
        [(_, a), (_, b)] if to => (*a.min(b)..=*a.max(b)).collect(),
        _ if or_above || to => return None,
        _ => named.iter().map(|(_, index)| *index).collect(),
    })
}

/// `x == "A" && … || x == "B" && …` over an ordered scheme, in which one class is not named.
fn forgotten(report: &mut Report<'_>, number: usize, version: &Version, part: &Part<'_>) {
    let code = &part.expression.code;
    for (place, op) in code.ops.iter().enumerate() {
        let Op::Or(parts) = op else { continue };
        let mut of_fact: Option<usize> = None;
        let mut named: BTreeSet<usize> = BTreeSet::new();
        let mut guarded = 0;
        let mut every_part = true;
        for part in parts {
            let mut classes = Vec::new();
            equalities(code, *part, &mut classes);
            guarded += usize::from(matches!(code.op(*part), Op::And(_)) && !classes.is_empty());
            every_part &= !classes.is_empty();
            for (fact, class) in classes {
                if of_fact.is_some_and(|other| other != fact) {
                    every_part = false;
                }
                of_fact = Some(fact);
                named.insert(class);
            }
        }
        let (Some(fact), true) = (of_fact, every_part) else { continue };
        let Some(declared) = report.pack.vocabulary.facts().get(fact) else { continue };
        let FactType::Enum { scheme } = &declared.kind else { continue };
        let Some(scheme) = report.pack.vocabulary.scheme(scheme).filter(|scheme| scheme.ordered) else {
            continue;
        };
        let missing: Vec<usize> = (0..scheme.values.len()).filter(|class| !named.contains(class)).collect();
        let [class] = missing.as_slice() else { continue };
        let inside = named.iter().any(|other| other < class) && named.iter().any(|other| other > class);
        // What every class has its own rule for: in a condition, where a class left out is shut out.
        let each_its_own = guarded >= 2 && part.steps.iter().any(|step| step == "conditions");
        if named.len() < 2 || !(inside || each_its_own) {
            continue;
        }
        let id = scheme.values.get(*class).map(|class| class.id.clone()).unwrap_or_default();
        let open = (0..scheme.values.len()).map(|other| other == *class).collect();
        let scheme_index = report.pack.vocabulary.scheme_index(&scheme.name).unwrap_or(0);
        let way = Env::default().with_fact(fact, Value::of(Set::Classes { scheme: scheme_index, open }));
        let search = Search::new(report.pack, version, &report.trials);
        let case = search.find(&[(part.expression, Want::No)], &[], &[way]);
        let at = report.in_expression(number, part, OpId(place));
        let args = [("class", id), ("scheme", scheme.name.clone())];
        report.add_with_case(at, Code::ClassForgotten, part.article, &args, case.as_ref());
    }
}

/// The facts and classes that a part compares with `==`.
fn equalities(code: &crate::language::Code, op: OpId, found: &mut Vec<(usize, usize)>) {
    match code.op(op) {
        Op::And(parts) | Op::Or(parts) => parts.iter().for_each(|part| equalities(code, *part, found)),
        Op::Compare(Operator::Equal, a, b) => {
            for (fact, class) in [(a, b), (b, a)] {
                if let (Op::Fact(fact), Some(Val::Class { index, .. })) =
                    (code.op(*fact), constant(code, *class))
                {
                    found.push((*fact, *index));
                }
            }
        }
        _ => {}
    }
}
