//! Rust text taken apart just far enough: code without comments, and the string literals with their places. Tests
//! (`#[cfg(test)]`) are left out, because the rules about texts do not bind them.

/// A string or character literal outside tests.
#[derive(Debug, PartialEq, Eq)]
pub struct Literal {
    /// Where its opening quote stands in [`RustSource::code`].
    pub start: usize,
    /// The line of the opening quote, from 1.
    pub line: usize,
    /// What stands between the quotes, escapes as written.
    pub text: String,
}

/// One file, taken apart.
#[derive(Debug)]
pub struct RustSource {
    /// One ASCII byte for each character of the file: comments, literals and tests are blanks, other scripts `?`.
    pub code: String,
    /// The literals, in order.
    pub literals: Vec<Literal>,
}

impl RustSource {
    /// Takes a file apart. Text that is not Rust gives some answer, and does not fail.
    pub fn read(text: &str) -> Self {
        let mut reader = Reader {
            chars: text.chars().collect(),
            position: 0,
            line: 1,
            code: String::new(),
            literals: Vec::new(),
        };
        reader.read();
        let mut source = Self { code: reader.code, literals: reader.literals };
        source.leave_out_tests();
        source
    }

    /// The literals between the parentheses of each call `name(…)`, call by call.
    pub fn arguments_of(&self, name: &str) -> Vec<Vec<&Literal>> {
        self.code
            .match_indices(&format!("{name}("))
            .filter(|(start, _)| {
                let before = self.code.get(..*start).and_then(|code| code.chars().next_back());
                !before.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_')
            })
            .map(|(start, found)| {
                let open = start + found.len() - 1;
                let end = matching(&self.code, open, '(', ')');
                self.literals.iter().filter(|literal| literal.start > open && literal.start < end).collect()
            })
            .collect()
    }

    fn leave_out_tests(&mut self) {
        let mark = "#[cfg(test)]";
        while let Some(start) = self.code.find(mark) {
            let after = start + mark.len();
            let rest = self.code.get(after..).unwrap_or_default();
            let end = match rest.find(['{', ';']).map(|offset| after + offset) {
                None => self.code.len(),
                Some(at) if self.code.get(at..).is_some_and(|code| code.starts_with('{')) => {
                    matching(&self.code, at, '{', '}') + 1
                }
                Some(at) => at + 1,
            };
            let end = end.min(self.code.len());
            self.code.replace_range(start..end, &" ".repeat(end - start));
            self.literals.retain(|literal| literal.start < start || literal.start >= end);
        }
    }
}

/// Where the bracket that opens at `open` closes; the end of the text if it does not.
fn matching(code: &str, open: usize, opening: char, closing: char) -> usize {
    let mut depth = 0_usize;
    for (offset, c) in code.get(open..).unwrap_or_default().char_indices() {
        if c == opening {
            depth += 1;
        } else if c == closing {
            depth = depth.saturating_sub(1);
            if depth == 0 {
                return open + offset;
            }
        }
    }
    code.len()
}

struct Reader {
    chars: Vec<char>,
    position: usize,
    line: usize,
    code: String,
    literals: Vec<Literal>,
}

impl Reader {
    fn peek(&self, ahead: usize) -> char {
        self.chars.get(self.position + ahead).copied().unwrap_or('\0')
    }

    /// Takes one character: as itself into the code, or as a blank.
    fn take(&mut self, is_code: bool) -> char {
        let c = self.peek(0);
        self.position += 1;
        if c == '\n' {
            self.line += 1;
        }
        self.code.push(match c {
            '\n' => '\n',
            _ if !is_code => ' ',
            c if c.is_ascii() => c,
            _ => '?',
        });
        c
    }

    fn read(&mut self) {
        while self.position < self.chars.len() {
            match (self.peek(0), self.peek(1)) {
                ('/', '/') => {
                    while self.position < self.chars.len() && self.peek(0) != '\n' {
                        self.take(false);
                    }
                }
                ('/', '*') => self.block_comment(),
                ('"', _) => self.string(),
                ('r', '"' | '#') if self.starts_raw() => {
                    self.take(true);
                    let mut hashes = 0;
                    while self.peek(hashes) == '#' {
                        hashes += 1;
                    }
                    for _ in 0..hashes {
                        self.take(false);
                    }
                    self.raw_string(hashes);
                }
                ('\'', _) => self.character(),
                _ => {
                    self.take(true);
                }
            }
        }
    }

    /// Whether the `r` here opens a raw string: it does not end an identifier, and only `#` stand before the quote.
    fn starts_raw(&self) -> bool {
        let before = self.code.chars().next_back().unwrap_or(' ');
        let is_name = before.is_ascii_alphanumeric() && before != 'b' || before == '_';
        let mut ahead = 1;
        while self.peek(ahead) == '#' {
            ahead += 1;
        }
        !is_name && self.peek(ahead) == '"'
    }

    fn block_comment(&mut self) {
        let mut depth = 0_usize;
        while self.position < self.chars.len() {
            match (self.peek(0), self.peek(1)) {
                ('/', '*') => depth += 1,
                ('*', '/') => depth -= 1,
                _ => {
                    self.take(false);
                    continue;
                }
            }
            self.take(false);
            self.take(false);
            if depth == 0 {
                return;
            }
        }
    }

    /// A string with escapes, whose quote is here.
    fn string(&mut self) {
        let (start, line) = (self.code.len(), self.line);
        self.take(false);
        let mut text = String::new();
        while self.position < self.chars.len() && self.peek(0) != '"' {
            if self.peek(0) == '\\' {
                text.push(self.take(false));
            }
            text.push(self.take(false));
        }
        self.take(false);
        self.literals.push(Literal { start, line, text });
    }

    fn raw_string(&mut self, hashes: usize) {
        let (start, line) = (self.code.len(), self.line);
        self.take(false);
        let mut text = String::new();
        while self.position < self.chars.len() {
            if self.peek(0) == '"' && (1..=hashes).all(|ahead| self.peek(ahead) == '#') {
                break;
            }
            text.push(self.take(false));
        }
        for _ in 0..=hashes {
            self.take(false);
        }
        self.literals.push(Literal { start, line, text });
    }

    /// A character literal, or the tick of a lifetime.
    fn character(&mut self) {
        if self.peek(1) != '\\' && self.peek(2) != '\'' {
            self.take(true);
            return;
        }
        let (start, line) = (self.code.len(), self.line);
        self.take(false);
        let mut text = String::new();
        loop {
            if self.peek(0) == '\\' {
                text.push(self.take(false));
            }
            text.push(self.take(false));
            if self.peek(0) == '\'' || self.position >= self.chars.len() {
                break;
            }
        }
        self.take(false);
        self.literals.push(Literal { start, line, text });
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    fn texts(source: &str) -> Vec<String> {
        RustSource::read(source).literals.into_iter().map(|literal| literal.text).collect()
    }

    #[test]
    fn comments_are_neither_code_nor_literals() {
        let source = RustSource::read("// \"a\"\n/* \"b\" /* c */ */ let x = \"d\"; //! e\n");
        assert_eq!(source.code.trim(), "let x =    ;");
        assert_eq!(source.literals.iter().map(|l| (l.line, l.text.as_str())).collect::<Vec<_>>(), [(2, "d")]);
    }

    #[test]
    fn every_kind_of_literal_is_read() {
        assert_eq!(
            texts(r##"f("a\"b", r"c", r#"d"e"#, b"f", 'g', '\'', '中')"##),
            ["a\\\"b", "c", "d\"e", "f", "g", "\\'", "中"]
        );
    }

    #[test]
    fn a_lifetime_is_no_literal() {
        assert!(texts("fn f<'a>(x: &'a str, r: &'static str) -> &'a str { x }").is_empty());
    }

    #[test]
    fn tests_are_left_out() {
        let text = "fn f() { g(\"a\") }\n#[cfg(test)]\nmod tests { fn h() { g(\"}\") } }\nfn i() { g(\"b\") }\n#[cfg(test)]\nmod far;\nconst C: &str = \"c\";";
        assert_eq!(texts(text), ["a", "b", "c"]);
    }

    #[test]
    fn the_arguments_of_a_call_are_those_between_its_parentheses() {
        let source = RustSource::read("say(lang, \"a\", &[(\"b\", x)]); essay(\"c\"); cx.say(\"d\"); \"e\"");
        let calls: Vec<Vec<&str>> = source
            .arguments_of("say")
            .into_iter()
            .map(|call| call.into_iter().map(|l| l.text.as_str()).collect())
            .collect();
        assert_eq!(calls, [vec!["a", "b"], vec!["d"]]);
    }
}
