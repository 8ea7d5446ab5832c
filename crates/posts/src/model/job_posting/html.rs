//! HTML of a description to plain text and back. Out of HTML comes text and nothing else: tags, scripts, comments and
//! styles are left out, and what is shown later is escaped by the page like any text.

use organisations::model::plain_text::paragraphs;

/// The text of an HTML fragment, in normal form: paragraphs and list items stand on lines of their own.
#[must_use]
pub fn to_text(html: &str) -> String {
    // Many sites escape the description twice; then there is no tag in it, and there are escaped ones.
    let is_escaped_twice = !html.contains('<')
        && ["&lt;p", "&lt;br", "&lt;ul", "&lt;li", "&lt;div"].iter().any(|t| html.contains(t));
    if is_escaped_twice {
        return strip(&unescape(html));
    }
    strip(html)
}

/// The text as HTML: `<p>` for each paragraph, `<br>` for each line in it, the rest escaped.
#[must_use]
pub fn from_text(text: &str) -> String {
    text.split("\n\n").map(|part| format!("<p>{}</p>", escape(part).replace('\n', "<br>"))).collect()
}

fn strip(html: &str) -> String {
    let has_blocks = ["<p", "<br", "<li", "<div", "<ul", "<P", "<BR", "<LI", "<DIV", "<UL"]
        .iter()
        .any(|t| html.contains(t));
    let mut out = String::new();
    let mut rest = html;
    while let Some((text, tag_on)) = rest.split_once('<') {
        push_text(&mut out, text, has_blocks);
        rest = after_tag(tag_on, &mut out);
    }
    push_text(&mut out, rest, has_blocks);
    paragraphs(&out)
}

/// A line break in HTML is a blank, unless the text has no HTML that breaks lines at all.
fn push_text(out: &mut String, text: &str, has_blocks: bool) {
    let text = if has_blocks { text.replace(['\n', '\r'], " ") } else { text.to_owned() };
    out.push_str(&unescape(&text));
}

/// What follows the tag that begins with `tag_on` (without its `<`); what the tag means for lines goes to `out`.
fn after_tag<'a>(tag_on: &'a str, out: &mut String) -> &'a str {
    if let Some(comment) = tag_on.strip_prefix("!--") {
        return comment.split_once("-->").map_or("", |(_, after)| after);
    }
    if !tag_on.starts_with(|c: char| c.is_ascii_alphabetic() || matches!(c, '/' | '!' | '?')) {
        out.push('<'); // `1 < 2` in a careless text
        return tag_on;
    }
    let (tag, after) = tag_on.split_once('>').unwrap_or((tag_on, ""));
    let is_end = tag.starts_with('/');
    let name: String = tag
        .trim_start_matches('/')
        .chars()
        .take_while(char::is_ascii_alphanumeric)
        .collect::<String>()
        .to_ascii_lowercase();
    match name.as_str() {
        "script" | "style" | "template" | "iframe" | "noscript" if !is_end => {
            return after_element(after, &name);
        }
        "br" | "tr" => out.push('\n'),
        "li" if !is_end => out.push_str("\n- "),
        "p" | "div" | "ul" | "ol" | "h1" | "h2" | "h3" | "h4" | "h5" | "h6" | "section" | "table" => {
            out.push_str("\n\n")
        }
        "td" | "th" => out.push(' '),
        _ => {}
    }
    after
}

/// What follows the end tag of the element whose content begins with `content`; nothing, if it does not end.
fn after_element<'a>(content: &'a str, name: &str) -> &'a str {
    let mut rest = content;
    while let Some((_, after)) = rest.split_once("</") {
        let is_it = after.get(..name.len()).is_some_and(|found| found.eq_ignore_ascii_case(name));
        if is_it {
            return after.split_once('>').map_or("", |(_, after)| after);
        }
        rest = after;
    }
    ""
}

fn escape(text: &str) -> String {
    text.replace('&', "&amp;").replace('<', "&lt;").replace('>', "&gt;").replace('"', "&quot;")
}

/// Decodes the entities of XML and HTML that descriptions use, and numbers; others stay as written.
fn unescape(text: &str) -> String {
    let mut out = String::new();
    let mut rest = text;
    while let Some((before, entity_on)) = rest.split_once('&') {
        out.push_str(before);
        let found = entity_on.split_once(';').filter(|(name, _)| name.len() <= 10);
        match found.and_then(|(name, after)| entity(name).map(|c| (c, after))) {
            Some((character, after)) => {
                out.push(character);
                rest = after;
            }
            None => {
                out.push('&');
                rest = entity_on;
            }
        }
    }
    out.push_str(rest);
    out
}

fn entity(name: &str) -> Option<char> {
    if let Some(number) = name.strip_prefix('#') {
        let hexadecimal = number.strip_prefix(['x', 'X']);
        let digits = hexadecimal.unwrap_or(number);
        let is_digits = !digits.is_empty() && digits.bytes().all(|b| b.is_ascii_hexdigit());
        let value =
            is_digits.then(|| u32::from_str_radix(digits, if hexadecimal.is_some() { 16 } else { 10 }).ok());
        return value.flatten().and_then(char::from_u32);
    }
    Some(match name {
        "amp" => '&',
        "lt" => '<',
        "gt" => '>',
        "quot" => '"',
        "apos" | "rsquo" | "lsquo" => '\'',
        "nbsp" | "ensp" | "emsp" => ' ',
        "ldquo" => '“',
        "rdquo" => '”',
        "ndash" => '–',
        "mdash" => '—',
        "hellip" => '…',
        "bull" | "middot" => '·',
        "euro" => '€',
        "yen" => '¥',
        _ => return None,
    })
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn paragraphs_and_items_stand_on_lines_of_their_own() {
        let html =
            "<p>Design\n  seeders.</p><ul><li>CAD</li><li>Field&nbsp;tests &amp; more</li></ul>a<br/>b";
        assert_eq!(to_text(html), "Design seeders.\n\n- CAD\n- Field tests & more\n\na\nb");
    }

    #[test]
    fn scripts_styles_and_comments_leave_nothing() {
        for html in [
            "a<script>alert('x')</script>b",
            "a<SCRIPT src=x>alert(1)</script >b",
            "a<style>p{}</style>b",
            "a<!-- <p>no</p> -->b",
            "a<iframe srcdoc='<p>'>x</iframe>b",
            "a<img src=x onerror=alert(1)>b",
        ] {
            assert_eq!(to_text(html), "ab", "{html}");
        }
        assert_eq!(to_text("a<script>never closed"), "a");
        assert_eq!(to_text("a<p onclick='"), "a");
    }

    #[test]
    fn plain_text_keeps_its_lines_and_its_signs() {
        assert_eq!(to_text("one\ntwo 1 < 2 & 3"), "one\ntwo 1 < 2 & 3");
    }

    #[test]
    fn a_description_escaped_twice_is_read_once_more() {
        assert_eq!(to_text("&lt;p&gt;Hello &amp;amp; welcome&lt;/p&gt;"), "Hello & welcome");
    }

    #[test]
    fn entities_are_decoded_once_and_unknown_ones_stay() {
        assert_eq!(unescape("&amp;lt; &#65;&#x4e2d; &nope; &#xD800; & ;"), "&lt; A中 &nope; &#xD800; & ;");
    }

    proptest! {
        #[test]
        fn text_written_as_html_reads_back(text in any::<String>()) {
            let text = paragraphs(&text);
            prop_assert_eq!(to_text(&from_text(&text)), text);
        }

        #[test]
        fn no_html_makes_it_panic(html in "[<>/!&;#a-z \n-]{0,60}") {
            let _ = to_text(&html);
        }
    }
}
