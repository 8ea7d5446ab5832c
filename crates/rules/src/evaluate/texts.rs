//! The functions of texts, on known values. Places and lengths count characters (code points), as in CEL. What is put
//! together is measured first.

use super::{Eval, Failure, Item, State, Val};
use crate::{language::TextFunction, limits};
use std::sync::Arc;

type Found = Result<Val, Failure>;

pub(super) fn apply(function: TextFunction, values: &[Val]) -> Found {
    use TextFunction as F;
    match (function, values) {
        (F::ToText, [Val::Int(number)]) => put(number.to_string()),
        (F::ToText, [Val::Bool(value)]) => put(value.to_string()),
        (F::Join, [Val::List(items)]) => join(items, ""),
        (F::Join, [Val::List(items), Val::Text(between)]) => join(items, between),
        (_, [Val::Text(text), rest @ ..]) => of_text(function, text, rest),
        _ => Err(Failure::AbsentValue),
    }
}

fn of_text(function: TextFunction, text: &str, rest: &[Val]) -> Found {
    use TextFunction as F;
    match (function, rest) {
        (F::Size, []) => count(text.chars().count()),
        (F::Contains, [Val::Text(part)]) => Ok(Val::Bool(text.contains(&**part))),
        (F::StartsWith, [Val::Text(part)]) => Ok(Val::Bool(text.starts_with(&**part))),
        (F::EndsWith, [Val::Text(part)]) => Ok(Val::Bool(text.ends_with(&**part))),
        (F::CharAt, [Val::Int(place)]) => {
            let start = byte(text, *place)?;
            put(text.get(start..).into_iter().flat_map(str::chars).take(1).collect::<String>())
        }
        (F::IndexOf, [Val::Text(part)]) => place(text, text.find(&**part)),
        (F::LastIndexOf, [Val::Text(part)]) => place(text, text.rfind(&**part)),
        (F::LowerAscii, []) => put(text.to_ascii_lowercase()),
        (F::UpperAscii, []) => put(text.to_ascii_uppercase()),
        (F::Reverse, []) => put(text.chars().rev().collect::<String>()),
        // The White_Space of Unicode, as CEL asks.
        (F::Trim, []) => put(text.trim()),
        (F::Replace, [Val::Text(old), Val::Text(new)]) => replace(text, old, new, -1),
        (F::Replace, [Val::Text(old), Val::Text(new), Val::Int(most)]) => replace(text, old, new, *most),
        (F::Split, [Val::Text(between)]) => split(text, between, -1),
        (F::Split, [Val::Text(between), Val::Int(most)]) => split(text, between, *most),
        (F::Substring, [Val::Int(start)]) => {
            let start = byte(text, *start)?;
            text.get(start..).ok_or(Failure::OutOfRange).and_then(put)
        }
        (F::Substring, [Val::Int(start), Val::Int(end)]) => {
            let (start, end) = (byte(text, *start)?, byte(text, *end)?);
            text.get(start..end).ok_or(Failure::OutOfRange).and_then(put)
        }
        (F::ToInt, []) => text.parse().map(Val::Int).map_err(|_| Failure::NotConvertible),
        (F::ToBool, []) => match text {
            "1" | "t" | "T" | "true" | "True" | "TRUE" => Ok(Val::Bool(true)),
            "0" | "f" | "F" | "false" | "False" | "FALSE" => Ok(Val::Bool(false)),
            _ => Err(Failure::NotConvertible),
        },
        _ => Err(Failure::AbsentValue),
    }
}

fn put(text: impl AsRef<str>) -> Found {
    let text = text.as_ref();
    if text.len() > limits::COMPUTED_TEXT_BYTES {
        return Err(Failure::TooLarge);
    }
    Ok(Val::Text(Arc::from(text)))
}

fn count(number: usize) -> Found {
    i64::try_from(number).map(Val::Int).map_err(|_| Failure::Overflow)
}

/// Where the character of a number begins; behind the last one is the end of the text.
fn byte(text: &str, place: i64) -> Result<usize, Failure> {
    let place = usize::try_from(place).map_err(|_| Failure::OutOfRange)?;
    let mut starts = text.char_indices().map(|(byte, _)| byte).chain([text.len()]);
    starts.nth(place).ok_or(Failure::OutOfRange)
}

/// The number of the character at a byte, or -1.
fn place(text: &str, byte: Option<usize>) -> Found {
    match byte.and_then(|byte| text.get(..byte)) {
        Some(before) => count(before.chars().count()),
        None => Ok(Val::Int(-1)),
    }
}

/// How many at most: all if negative.
fn most(number: i64) -> usize {
    usize::try_from(number).unwrap_or(usize::MAX)
}

/// The first so many, all if `limit` is negative. An empty text stands before each character and at the end.
fn replace(text: &str, old: &str, new: &str, limit: i64) -> Found {
    let found = text.matches(old).count().min(most(limit));
    let length = found.checked_mul(new.len()).and_then(|added| added.checked_add(text.len()));
    if length.is_none_or(|length| length > limits::COMPUTED_TEXT_BYTES * 2) {
        return Err(Failure::TooLarge);
    }
    put(text.replacen(old, new, found))
}

/// At most so many parts, the last with what is left; all if `limit` is negative, none if it is 0. By an empty text into
/// characters.
fn split(text: &str, between: &str, limit: i64) -> Found {
    let most = most(limit);
    let mut parts: Vec<&str> = Vec::new();
    let mut rest = text;
    loop {
        if most == 0 {
            break;
        }
        let cut = match rest.chars().next() {
            _ if parts.len() + 1 >= most => None,
            Some(first) if between.is_empty() && rest.len() > first.len_utf8() => Some(first.len_utf8()),
            _ if between.is_empty() => None,
            _ => rest.find(between),
        };
        let Some(cut) = cut else {
            if !(between.is_empty() && rest.is_empty()) {
                parts.push(rest);
            }
            break;
        };
        if parts.len() >= limits::COMPUTED_ITEMS {
            return Err(Failure::TooLarge);
        }
        parts.push(rest.get(..cut).unwrap_or_default());
        rest = rest.get(cut + between.len()..).unwrap_or_default();
    }
    let item = |part: &str| Item { value: Eval::known(Val::Text(Arc::from(part))), present: None };
    Ok(Val::List(Arc::new(parts.into_iter().map(item).collect())))
}

fn join(items: &[Item], between: &str) -> Found {
    let mut whole = String::new();
    for (number, item) in items.iter().enumerate() {
        let State::Known(Val::Text(part)) = &item.value.state else { return Err(Failure::AbsentValue) };
        if whole.len() + between.len() + part.len() > limits::COMPUTED_TEXT_BYTES * 2 {
            return Err(Failure::TooLarge);
        }
        if number > 0 {
            whole.push_str(between);
        }
        whole.push_str(part);
    }
    put(whole)
}

#[cfg(test)]
mod tests {
    use super::*;

    fn text(text: &str) -> Val {
        Val::Text(Arc::from(text))
    }

    fn parts(found: Found) -> Vec<String> {
        let Ok(Val::List(items)) = found else { panic!() };
        let part = |item: &Item| match &item.value.state {
            State::Known(Val::Text(part)) => part.to_string(),
            _ => panic!(),
        };
        items.iter().map(part).collect()
    }

    #[test]
    fn a_text_is_split_into_as_many_parts_as_asked() {
        let split = |limit| parts(split("a b c", " ", limit));
        assert_eq!(split(-1), ["a", "b", "c"]);
        assert_eq!(split(0), [""; 0]);
        assert_eq!(split(1), ["a b c"]);
        assert_eq!(split(2), ["a", "b c"]);
        assert_eq!(split(9), ["a", "b", "c"]);
        assert_eq!(parts(super::split("中文", "", -1)), ["中", "文"]);
        assert_eq!(parts(super::split("中文字", "", 2)), ["中", "文字"]);
        assert_eq!(parts(super::split("", "", -1)), [""; 0]);
        assert_eq!(parts(super::split("", ",", -1)), [""]);
    }

    #[test]
    fn places_count_characters_and_beyond_the_end_there_is_none() {
        let of = |function, rest: &[Val]| of_text(function, "吉林省", rest);
        assert_eq!(of(TextFunction::Size, &[]), Ok(Val::Int(3)));
        assert_eq!(of(TextFunction::CharAt, &[Val::Int(1)]), Ok(text("林")));
        assert_eq!(of(TextFunction::CharAt, &[Val::Int(3)]), Ok(text("")));
        assert_eq!(of(TextFunction::CharAt, &[Val::Int(4)]), Err(Failure::OutOfRange));
        assert_eq!(of(TextFunction::CharAt, &[Val::Int(-1)]), Err(Failure::OutOfRange));
        assert_eq!(of(TextFunction::IndexOf, &[text("省")]), Ok(Val::Int(2)));
        assert_eq!(of(TextFunction::Substring, &[Val::Int(0), Val::Int(2)]), Ok(text("吉林")));
        assert_eq!(of(TextFunction::Substring, &[Val::Int(2), Val::Int(1)]), Err(Failure::OutOfRange));
    }

    #[test]
    fn what_would_become_too_large_is_refused_before_it_is_built() {
        let long = "a".repeat(60_000);
        assert_eq!(replace(&long, "a", &long, -1), Err(Failure::TooLarge));
        assert_eq!(replace("abab", "b", "x", 1), Ok(text("axab")));
        assert_eq!(replace("ab", "", "-", -1), Ok(text("-a-b-")));
        assert_eq!(replace("ab", "a", "-", 0), Ok(text("ab")));
        assert_eq!(split(&long, "", -1), Err(Failure::TooLarge));
    }
}
