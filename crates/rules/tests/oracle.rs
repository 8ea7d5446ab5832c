//! The crate `cel` as an oracle: on the shared subset both give the same answer, value for value, error for error.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by them")]

mod generated;

use cel::{Context, Env, Value};
use generated::{BOUND, Chance, Writer};
use rules::conformance::{Answer, Literal, answer};
use std::{collections::BTreeMap, sync::Arc};

/// What both answers have in common.
#[derive(Debug, PartialEq)]
enum Common {
    Value(Literal),
    Error,
    Else(String),
}

fn of_cel(value: &Value) -> Option<Literal> {
    Some(match value {
        Value::Bool(value) => Literal::Bool(*value),
        Value::Int(value) => Literal::Int(*value),
        Value::String(value) => Literal::Text(value.to_string()),
        Value::List(items) => Literal::List(items.iter().map(of_cel).collect::<Option<_>>()?),
        _ => return None,
    })
}

fn to_cel(literal: &Literal) -> Value {
    match literal {
        Literal::Bool(value) => Value::Bool(*value),
        Literal::Int(value) => Value::Int(*value),
        Literal::Text(value) => Value::String(Arc::new(value.clone())),
        Literal::List(items) => Value::List(Arc::new(items.iter().map(to_cel).collect())),
    }
}

fn bound() -> BTreeMap<String, Literal> {
    let value = |text: &str| match answer(text, &BTreeMap::new()) {
        Ok(Answer::Value(value)) => value,
        other => panic!("{text}: {other:?}"),
    };
    BOUND.iter().map(|(name, text)| ((*name).to_owned(), value(text))).collect()
}

struct Both {
    env: Arc<Env>,
    bound: BTreeMap<String, Literal>,
}

impl Both {
    fn new() -> Self {
        let mut env = Env::stdlib();
        env.add_extension(cel::extensions::strings).unwrap();
        env.add_extension(cel::extensions::math).unwrap();
        Self { env: Arc::new(env), bound: bound() }
    }

    fn ours(&self, expression: &str) -> Common {
        match answer(expression, &self.bound) {
            Ok(Answer::Value(value)) => Common::Value(value),
            Ok(Answer::Failed(_)) => Common::Error,
            other => Common::Else(format!("{other:?}")),
        }
    }

    fn theirs(&self, expression: &str) -> Common {
        let program = match self.env.compile(expression) {
            Ok(program) => program,
            Err(error) => return Common::Else(error.to_string()),
        };
        let mut context = Context::with_env(Arc::clone(&self.env));
        for (name, literal) in &self.bound {
            context.add_variable_from_value(name.as_str(), to_cel(literal));
        }
        match program.execute(&context) {
            Ok(value) => of_cel(&value).map_or_else(|| Common::Else(format!("{value:?}")), Common::Value),
            Err(_) => Common::Error,
        }
    }
}

/// How many expressions: more where somebody asks for them.
fn count() -> usize {
    std::env::var("ORACLE").ok().and_then(|text| text.parse().ok()).unwrap_or(1_500)
}

#[test]
fn on_the_shared_subset_the_crate_cel_answers_the_same() {
    let both = Both::new();
    let mut chance = Chance::new(2026);
    let (mut values, mut errors) = (0, 0);
    let mut differences = Vec::new();
    for _ in 0..count() {
        let expression = Writer::new(&mut chance).any(4);
        let ours = both.ours(&expression);
        assert!(!matches!(ours, Common::Else(_)), "{expression}: {ours:?}");
        match ours {
            Common::Value(_) => values += 1,
            _ => errors += 1,
        }
        let theirs = both.theirs(&expression);
        if ours != theirs {
            differences.push(format!("{expression}\n  ours   {ours:?}\n  theirs {theirs:?}"));
        }
    }
    assert!(values > 900 && errors > 100, "{values} values, {errors} errors");
    differences.sort_by_key(String::len);
    differences.truncate(30);
    assert!(differences.is_empty(), "{}", differences.join("\n"));
}

/// Where the answers differ, and why. docs/cel.md has the reasons.
#[test]
fn the_differences_are_known() {
    let both = Both::new();
    let value = |text: &str| both.ours(text);
    for (expression, ours, theirs) in [
        // An error stays at its item, so that telling a fact never overturns what was decided without it.
        ("[1, 1 / 0].exists(i, i == 1)", value("true"), Common::Error),
        ("size([1 / 0])", value("1"), Common::Error),
        ("[1, 0].filter(i, 1 / i > 0)[0]", Common::Error, Common::Error),
        ("[1, 0].filter(i, 1 / i > 0).all(i, i == 5)", value("false"), Common::Error),
        ("[1, 0].map(i, 1 / i).exists(i, i == 1)", value("true"), Common::Error),
        ("1 / 0 in []", value("false"), Common::Error),
    ] {
        assert_eq!(both.ours(expression), ours, "{expression}");
        assert_eq!(both.theirs(expression), theirs, "{expression}");
    }
    // What CEL checks before it runs and the crate does not.
    for expression in ["'a' || true", "[1, 'a'][0]", "true ? 1 : 'a'", "!(1 == 'a')"] {
        assert!(matches!(both.ours(expression), Common::Else(_)), "{expression}");
        assert!(!matches!(both.theirs(expression), Common::Else(_)), "{expression}");
    }
    // An earlier version of the crate took an unknown name beside `false` for false.
    assert_eq!(both.theirs("false || nobody == 'foo'"), Common::Error);
}
