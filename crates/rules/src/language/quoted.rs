//! Quoted texts as CEL writes them: single, double and triple quotes, raw ones, and every escape.

use super::{Construct, Mistake, Problem, Span, lex::Token};
use crate::limits;

/// Whether a quoted text, with its prefix, begins here: how long the prefix is, whether it is raw, whether it is bytes.
fn prefix(rest: &str) -> Option<(usize, bool, bool)> {
    let (mut raw, mut bytes) = (false, false);
    for (at, c) in rest.char_indices().take(3) {
        match c {
            '"' | '\'' => return Some((at, raw, bytes)),
            'r' | 'R' if !raw => raw = true,
            'b' | 'B' if !bytes => bytes = true,
            _ => return None,
        }
    }
    None
}

/// Reads a quoted text if one begins here: its token, and how many bytes it takes.
pub(super) fn quoted(rest: &str, at: usize, mistakes: &mut Vec<Mistake>) -> Option<(Token, usize)> {
    let (skip, raw, bytes) = prefix(rest)?;
    let body = rest.get(skip..)?;
    let quote = body.get(..1)?;
    let triple = quote.repeat(3);
    let delimiter = if body.starts_with(&triple) { triple.as_str() } else { quote };
    let start = skip + delimiter.len();
    let mut reader = Reader { text: String::new(), at: start, rest, begins: at, mistakes };
    let closed = reader.read(delimiter, raw, bytes);
    let (text, end) = (std::mem::take(&mut reader.text), reader.at);
    if !closed {
        report(mistakes, Span::at(at));
    }
    Some((if bytes { Token::Outside(Construct::Bytes) } else { Token::Text(text) }, end))
}

fn report(mistakes: &mut Vec<Mistake>, span: Span) {
    if mistakes.len() < limits::EXPRESSION_FINDINGS {
        mistakes.push(Mistake::new(Problem::Quote, span));
    }
}

struct Reader<'a> {
    text: String,
    /// In bytes of `rest`.
    at: usize,
    rest: &'a str,
    /// Where `rest` begins in the expression.
    begins: usize,
    mistakes: &'a mut Vec<Mistake>,
}

impl Reader<'_> {
    fn left(&self) -> &str {
        self.rest.get(self.at..).unwrap_or_default()
    }

    fn next(&mut self) -> Option<char> {
        let c = self.left().chars().next()?;
        self.at += c.len_utf8();
        Some(c)
    }

    /// Whether the delimiter that ends it was found.
    fn read(&mut self, delimiter: &str, raw: bool, bytes: bool) -> bool {
        loop {
            if self.left().starts_with(delimiter) {
                self.at += delimiter.len();
                return true;
            }
            let start = self.at;
            match self.next() {
                None => return false,
                // What stands on one line must end on it.
                Some('\n' | '\r') if delimiter.len() == 1 => return false,
                Some('\\') if raw => {
                    self.text.push('\\');
                }
                Some('\\') => match self.escape(bytes) {
                    Some(c) => self.text.push(c),
                    None => report(self.mistakes, Span::new(self.begins + start, self.begins + self.at)),
                },
                Some(c) => self.text.push(c),
            }
        }
    }

    fn digits(&mut self, count: usize, radix: u32) -> Option<u32> {
        let mut value = 0_u32;
        for _ in 0..count {
            let digit = self.left().chars().next()?.to_digit(radix)?;
            self.at += 1;
            value = value.checked_mul(radix)?.checked_add(digit)?;
        }
        Some(value)
    }

    /// The character that an escape stands for. A code point that is none (a surrogate, beyond the last) is a mistake.
    fn escape(&mut self, bytes: bool) -> Option<char> {
        let code = match self.next()? {
            'a' => 0x07,
            'b' => 0x08,
            'f' => 0x0c,
            'n' => 0x0a,
            'r' => 0x0d,
            't' => 0x09,
            'v' => 0x0b,
            c @ ('"' | '\'' | '\\' | '?' | '`') => return Some(c),
            'x' | 'X' => self.digits(2, 16)?,
            'u' if !bytes => self.digits(4, 16)?,
            'U' if !bytes => self.digits(8, 16)?,
            c @ '0'..='3' => c.to_digit(8)?.checked_mul(64)?.checked_add(self.digits(2, 8)?)?,
            _ => return None,
        };
        char::from_u32(code)
    }
}
