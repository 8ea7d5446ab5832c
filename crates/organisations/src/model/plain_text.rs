//! The normal form of text that people send: no control characters, no invisible changes of direction, no runs of blanks.
//! What is in normal form stays as it is, so that a text written out and read in again is the same text.

/// One line: every run of blanks becomes one space, control and direction characters are dropped.
#[must_use]
pub fn line(text: &str) -> String {
    let visible: String = text.chars().map(break_as_newline).filter(|c| is_kept(*c)).collect();
    visible.split_whitespace().collect::<Vec<_>>().join(" ")
}

/// Several paragraphs: each line in the form of [`line`], at most one empty line between two, none at the ends.
#[must_use]
pub fn paragraphs(text: &str) -> String {
    let broken: String = text.replace("\r\n", "\n").chars().map(break_as_newline).collect();
    let mut out = String::new();
    let mut is_after_gap = false;
    for part in broken.split('\n').map(line) {
        if part.is_empty() {
            is_after_gap = !out.is_empty();
            continue;
        }
        if !out.is_empty() {
            out.push_str(if is_after_gap { "\n\n" } else { "\n" });
        }
        out.push_str(&part);
        is_after_gap = false;
    }
    out
}

/// Whether a text has a Chinese character: the one sign by which a text of unstated language is taken for Chinese.
#[must_use]
pub fn has_han(text: &str) -> bool {
    text.chars()
        .any(|c| matches!(c, '\u{3400}'..='\u{9FFF}' | '\u{F900}'..='\u{FAFF}' | '\u{20000}'..='\u{3FFFF}'))
}

/// Letters and signs of the full-width block as their ASCII forms, trimmed: what a Chinese keyboard types for `91A-`.
#[must_use]
pub fn half_width(text: &str) -> String {
    let narrow = |c: char| match c {
        '\u{FF01}'..='\u{FF5E}' => u32::from(c).checked_sub(0xFEE0).and_then(char::from_u32).unwrap_or(c),
        '\u{3000}' => ' ',
        _ => c,
    };
    text.chars().map(narrow).collect::<String>().trim().to_owned()
}

const fn break_as_newline(c: char) -> char {
    match c {
        '\r' | '\u{0B}' | '\u{0C}' | '\u{85}' | '\u{2028}' | '\u{2029}' => '\n',
        _ => c,
    }
}

/// Direction marks can make a text read otherwise than it is stored (CVE-2021-42574); a byte order mark is not text.
fn is_kept(c: char) -> bool {
    let is_direction =
        matches!(c, '\u{200E}' | '\u{200F}' | '\u{202A}'..='\u{202E}' | '\u{2066}'..='\u{2069}');
    let is_blank = matches!(c, '\n' | '\t');
    (is_blank || !c.is_control()) && !is_direction && c != '\u{FEFF}'
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn blanks_and_invisible_characters_do_not_survive() {
        assert_eq!(line("  a\t b\u{202E}\u{0}\u{3000}c \n"), "a b c");
        assert_eq!(paragraphs("\r\n a  b\r\nc\n\n\n\u{200F}\n d \r"), "a b\nc\n\nd");
    }

    #[test]
    fn full_width_signs_are_read_as_ascii() {
        assert_eq!(half_width("　９１Ａ－Ｚ "), "91A-Z");
    }

    #[test]
    fn chinese_is_told_by_its_characters() {
        assert!(has_han("C 语言") && !has_han("C, Ｃ, ç"));
    }

    proptest! {
        #[test]
        fn the_normal_form_is_kept(text in any::<String>()) {
            let once = paragraphs(&text);
            prop_assert_eq!(paragraphs(&once), once);
            let once = line(&text);
            prop_assert_eq!(line(&once), once);
        }
    }
}
