//! From the text of an expression to tokens, each with its place.

use super::{Mistake, Problem, Span};
use crate::{limits, ratio::Ratio};

/// One token.
#[derive(Debug, Clone, PartialEq)]
pub(crate) enum Token {
    /// Digits without a sign.
    Int(u64),
    /// Digits with a point.
    Decimal(Ratio),
    /// A quoted text, its escapes resolved.
    Text(String),
    /// A name; `true`, `false` and `in` too.
    Name(String),
    /// An operator or a bracket.
    Sign(&'static str),
    /// The end of the text.
    End,
}

/// Longest first, so that `<=` is not `<`.
const SIGNS: [&str; 23] = [
    "&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "+", "-", "*", "/", "%", "?", ":", "(", ")", "[", "]",
    ".", ",", "=",
];

/// All tokens, the last being [`Token::End`].
pub(crate) fn lex(text: &str, mistakes: &mut Vec<Mistake>) -> Vec<(Token, Span)> {
    let mut tokens = Vec::new();
    if text.len() > limits::EXPRESSION_BYTES {
        mistakes.push(Mistake::new(Problem::TooLong, Span::at(0)));
        return vec![(Token::End, Span::at(0))];
    }
    let mut at = 0;
    while let Some(rest) = text.get(at..).filter(|rest| !rest.is_empty()) {
        // A token yields at most one node: more of them than nodes are allowed need not be read.
        if tokens.len() > limits::EXPRESSION_NODES * 4 {
            mistakes.push(Mistake::new(Problem::TooLong, Span::at(at)));
            break;
        }
        let Some(first) = rest.chars().next() else { break };
        let length = if first.is_whitespace() {
            rest.len() - rest.trim_start().len()
        } else if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if first.is_ascii_digit() {
            number(rest, at, &mut tokens, mistakes)
        } else if first.is_ascii_alphabetic() || first == '_' {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
            let name = rest.get(..end).unwrap_or_default().to_owned();
            tokens.push((Token::Name(name), Span::new(at, at + end)));
            end
        } else if first == '"' || first == '\'' {
            quoted(rest, first, at, &mut tokens, mistakes)
        } else if let Some(sign) = SIGNS.iter().find(|sign| rest.starts_with(**sign)) {
            tokens.push((Token::Sign(sign), Span::new(at, at + sign.len())));
            sign.len()
        } else {
            if mistakes.len() < limits::EXPRESSION_FINDINGS {
                let span = Span::new(at, at + first.len_utf8());
                mistakes.push(Mistake::new(Problem::Character, span).with("found", first));
            }
            first.len_utf8()
        };
        at += length.max(1);
    }
    tokens.push((Token::End, Span::at(text.len())));
    tokens
}

fn number(rest: &str, at: usize, tokens: &mut Vec<(Token, Span)>, mistakes: &mut Vec<Mistake>) -> usize {
    let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    let whole = digits(rest);
    let part = match rest.get(whole..).and_then(|tail| tail.strip_prefix('.')) {
        Some(tail) if digits(tail) > 0 => digits(tail) + 1,
        _ => 0,
    };
    let mut end = whole + part;
    // `1e3`, `0x10`, `1u` are CEL, and outside our subset: no float, no unsigned.
    let tail = rest.get(end..).unwrap_or_default();
    let suffix = tail.bytes().take_while(u8::is_ascii_alphanumeric).count();
    end += suffix;
    let text = rest.get(..end).unwrap_or_default();
    let token = if suffix > 0 {
        None
    } else if part > 0 {
        Ratio::parse(text).map(Token::Decimal)
    } else {
        text.parse().ok().map(Token::Int)
    };
    let span = Span::new(at, at + end);
    match token {
        Some(token) => tokens.push((token, span)),
        None => {
            mistakes.push(Mistake::new(Problem::Number, span).with("found", text));
            tokens.push((Token::Int(0), span));
        }
    }
    end
}

fn quoted(
    rest: &str,
    quote: char,
    at: usize,
    tokens: &mut Vec<(Token, Span)>,
    mistakes: &mut Vec<Mistake>,
) -> usize {
    let mut value = String::new();
    let mut chars = rest.char_indices().skip(1);
    while let Some((offset, c)) = chars.next() {
        match c {
            c if c == quote => {
                let end = offset + c.len_utf8();
                tokens.push((Token::Text(value), Span::new(at, at + end)));
                return end;
            }
            '\n' => break,
            '\\' => match chars.next() {
                Some((_, 'n')) => value.push('\n'),
                Some((_, 't')) => value.push('\t'),
                Some((_, c @ ('"' | '\'' | '\\'))) => value.push(c),
                Some((_, 'u')) => {
                    let digits: String = chars.by_ref().take(4).map(|(_, c)| c).collect();
                    match u32::from_str_radix(&digits, 16).ok().and_then(char::from_u32) {
                        Some(c) if digits.len() == 4 => value.push(c),
                        _ => mistakes.push(Mistake::new(Problem::Quote, Span::at(at + offset))),
                    }
                }
                _ => mistakes.push(Mistake::new(Problem::Quote, Span::at(at + offset))),
            },
            c => value.push(c),
        }
    }
    mistakes.push(Mistake::new(Problem::Quote, Span::at(at)));
    tokens.push((Token::Text(value), Span::new(at, at + rest.len())));
    rest.len()
}
