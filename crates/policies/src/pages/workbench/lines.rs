//! Texts with line numbers, and what differs between two of them. What was taken out and put in is marked by a sign and by
//! the element, not by colour alone.

use crate::model::{FindingAnswer, Line, excerpts, lines};
use platform::{Lang, components::Content};
use std::fmt::Write as _;

/// So many lines stand around a difference.
const AROUND: usize = 3;

/// A text with the number before each line, and under a line what is wrong in it. A link to `#L12` leads to the line.
pub(super) fn numbered(text: &str, findings: &[FindingAnswer], lang: Lang) -> Content {
    let mut html = String::from("<pre class=\"wotu-source\">");
    for (at, line) in text.lines().enumerate() {
        let number = at + 1;
        let mut found = findings.iter().filter(|finding| finding.line == number).peekable();
        let class = if found.peek().is_some() { " wotu-source__line--found" } else { "" };
        // Writing into a text does not fail.
        let _ = writeln!(
            html,
            "<span class=\"wotu-source__line{class}\" id=\"L{number}\"><span class=\"wotu-source__number\">{number}</span>{}</span>",
            Content::from(line)
        );
        for finding in found {
            let words = super::words(&finding.text, lang);
            let _ =
                writeln!(html, "<strong class=\"wotu-source__finding\">{}</strong>", Content::from(words));
        }
    }
    html.push_str("</pre>");
    Content::html(html)
}

/// What differs between two texts; nothing if nothing does.
pub(super) fn differing(before: &str, after: &str) -> Option<Content> {
    let lines = lines(before, after);
    let shown = excerpts(&lines, AROUND);
    if shown.is_empty() {
        return None;
    }
    let mut html = String::from("<pre class=\"wotu-source\">");
    for line in shown {
        let (element, sign, number, text) = match line {
            Some(Line::Same(_, number, text)) => ("span", ' ', number, text),
            Some(Line::Out(number, text)) => ("del", '-', number, text),
            Some(Line::In(number, text)) => ("ins", '+', number, text),
            None => {
                html.push_str("<span class=\"wotu-source__line\">⋯</span>\n");
                continue;
            }
        };
        let _ = writeln!(
            html,
            "<{element} class=\"wotu-source__line\"><span class=\"wotu-source__number\">{number}</span>{sign} {}</{element}>",
            Content::from(text)
        );
    }
    html.push_str("</pre>");
    Some(Content::html(html))
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::model::Words;

    #[test]
    fn every_line_has_its_number_and_its_findings_and_no_text_becomes_markup() {
        let finding = FindingAnswer {
            file: "v1.yaml".to_owned(),
            line: 2,
            column: 1,
            code: "x".to_owned(),
            is_warning: false,
            article: None,
            text: Words { zh: "错".to_owned(), en: "<b>wrong</b>".to_owned(), others: Default::default() },
        };
        let html = numbered("a\n<script>\n", &[finding], Lang::En).to_string();
        assert!(html.contains("id=\"L2\"") && html.contains("wotu-source__line--found"), "{html}");
        assert!(!html.contains("<script>") && !html.contains("<b>"), "{html}");
    }

    #[test]
    fn what_differs_is_marked_by_sign_and_element() {
        let html = differing("a\nb\n", "a\n<c>\n").unwrap().to_string();
        assert!(html.contains("<del") && html.contains("- b") && html.contains("<ins"), "{html}");
        assert!(!html.contains("<c>"), "{html}");
        assert!(differing("a\n", "a\n").is_none());
    }
}
