//! From the text of an expression to tokens, each with its place.

use super::{Construct, Mistake, Problem, Span, quoted::quoted};
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
    /// What CEL can write here and this language cannot.
    Outside(Construct),
    /// An operator or a bracket.
    Sign(&'static str),
    /// The end of the text.
    End,
}

/// Longest first, so that `<=` is not `<`.
const SIGNS: [&str; 25] = [
    "&&", "||", "==", "!=", "<=", ">=", "<", ">", "!", "+", "-", "*", "/", "%", "?", ":", "(", ")", "[", "]",
    "{", "}", ".", ",", "=",
];

/// What CEL takes for a space: no others, so that a full-width one is found where it was typed.
const fn is_space(c: char) -> bool {
    matches!(c, ' ' | '\t' | '\n' | '\r' | '\x0c')
}

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
        let length = if is_space(first) {
            rest.len() - rest.trim_start_matches(is_space).len()
        } else if rest.starts_with("//") {
            rest.find('\n').unwrap_or(rest.len())
        } else if let Some((token, length)) = quoted(rest, at, mistakes) {
            tokens.push((token, Span::new(at, at + length)));
            length
        } else if begins_number(rest) {
            number(rest, at, &mut tokens, mistakes)
        } else if first.is_ascii_alphabetic() || first == '_' {
            let end = rest.find(|c: char| !c.is_ascii_alphanumeric() && c != '_').unwrap_or(rest.len());
            let name = rest.get(..end).unwrap_or_default().to_owned();
            tokens.push((Token::Name(name), Span::new(at, at + end)));
            end
        } else if let Some(length) = backquoted(rest) {
            tokens.push((Token::Outside(Construct::QuotedField), Span::new(at, at + length)));
            length
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

/// How long a name in backquotes is, if one begins here.
fn backquoted(rest: &str) -> Option<usize> {
    let body = rest.strip_prefix('`')?;
    let allowed = |c: char| c.is_ascii_alphanumeric() || matches!(c, '_' | '.' | '-' | '/' | ' ');
    let end = body.find(|c| !allowed(c))?;
    body.get(end..)?.starts_with('`').then_some(end + 2)
}

fn begins_number(rest: &str) -> bool {
    rest.strip_prefix('.').unwrap_or(rest).starts_with(|c: char| c.is_ascii_digit())
}

fn number(rest: &str, at: usize, tokens: &mut Vec<(Token, Span)>, mistakes: &mut Vec<Mistake>) -> usize {
    let digits = |s: &str| s.bytes().take_while(u8::is_ascii_digit).count();
    let after = |end: usize| rest.get(end..).unwrap_or_default();
    let hexadecimal = rest.strip_prefix("0x").or_else(|| rest.strip_prefix("0X"));
    let hexadecimal = hexadecimal.map(|tail| tail.bytes().take_while(u8::is_ascii_hexdigit).count());
    let (mut end, mut token) = match hexadecimal.filter(|count| *count > 0) {
        Some(count) => {
            let value = u64::from_str_radix(rest.get(2..count + 2).unwrap_or_default(), 16);
            (count + 2, value.ok().map(Token::Int))
        }
        None => {
            let whole = digits(rest);
            let part = match after(whole).strip_prefix('.') {
                Some(tail) if digits(tail) > 0 => digits(tail) + 1,
                _ => 0,
            };
            let end = whole + part;
            let text = rest.get(..end).unwrap_or_default();
            let token = match (whole, part) {
                (_, 0) => text.parse().ok().map(Token::Int),
                (0, _) => Ratio::parse(&format!("0{text}")).map(Token::Decimal),
                _ => Ratio::parse(text).map(Token::Decimal),
            };
            let exponent = exponent(after(end));
            // Never exact: `1e3` is floating point in CEL.
            if exponent > 0 {
                (end + exponent, Some(Token::Outside(Construct::Double)))
            } else {
                (end, token)
            }
        }
    };
    if after(end).starts_with(['u', 'U']) && matches!(token, Some(Token::Int(_))) {
        end += 1;
        token = Some(Token::Outside(Construct::Uint));
    }
    let suffix = after(end).bytes().take_while(|b| b.is_ascii_alphanumeric() || *b == b'_').count();
    end += suffix;
    let span = Span::new(at, at + end);
    match token.filter(|_| suffix == 0) {
        Some(token) => tokens.push((token, span)),
        None => {
            if mistakes.len() < limits::EXPRESSION_FINDINGS {
                let text = rest.get(..end.min(40)).unwrap_or_default();
                mistakes.push(Mistake::new(Problem::Number, span).with("found", text));
            }
            tokens.push((Token::Int(0), span));
        }
    }
    end
}

/// How long an exponent is, if one stands here: `e3`, `E-7`.
fn exponent(tail: &str) -> usize {
    let Some(rest) = tail.strip_prefix(['e', 'E']) else { return 0 };
    let signed = rest.strip_prefix(['+', '-']).unwrap_or(rest);
    let digits = signed.bytes().take_while(u8::is_ascii_digit).count();
    if digits > 0 { tail.len() - signed.len() + digits } else { 0 }
}
