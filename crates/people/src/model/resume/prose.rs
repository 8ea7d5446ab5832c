//! Text out of résumés: tags taken off, white space put in order, lists told from prose.

/// The longest single skill, in characters: anything longer is a sentence about skills.
const SKILL_CHARACTERS: usize = 40;

/// The text of a fragment that may hold HTML, as Europass writes it: tags become line ends where they end lines, the five
/// entities of XML and the hard space become characters. Never shown as HTML, so this is for reading, not for safety.
pub(super) fn plain(fragment: &str) -> String {
    let mut text = String::with_capacity(fragment.len());
    let mut rest = fragment;
    while let Some((before, after)) = rest.split_once('<') {
        text.push_str(before);
        match after.split_once('>').filter(|(tag, _)| is_tag(tag)) {
            Some((tag, after)) => {
                let name = tag.trim_start_matches('/').split([' ', '/']).next().unwrap_or_default();
                if matches!(name.to_ascii_lowercase().as_str(), "p" | "br" | "li" | "ul" | "ol" | "div") {
                    text.push('\n');
                }
                rest = after;
            }
            None => {
                text.push('<');
                rest = after;
            }
        }
    }
    text.push_str(rest);
    let text = text.replace("&nbsp;", " ").replace("&lt;", "<").replace("&gt;", ">");
    let text = text.replace("&quot;", "\"").replace("&#39;", "'").replace("&amp;", "&");
    let lines = text.lines().map(|line| line.split_whitespace().collect::<Vec<_>>().join(" "));
    lines.filter(|line| !line.is_empty()).collect::<Vec<_>>().join("\n")
}

fn is_tag(tag: &str) -> bool {
    tag.len() < 200 && tag.trim_start_matches('/').starts_with(|c: char| c.is_ascii_alphabetic())
}

/// The items of a list of skills, one a line or parted by commas, semicolons or bullets. `None` if it is prose.
pub(super) fn listed(text: &str) -> Option<Vec<String>> {
    let parted = text.split(['\n', ';', '；', ',', '，', '、', '•', '·', '|']);
    let items: Vec<String> = parted
        .map(|item| item.trim().trim_start_matches(['-', '*', '–']).trim().to_owned())
        .filter(|item| !item.is_empty())
        .collect();
    let is_skill =
        |item: &String| item.chars().count() <= SKILL_CHARACTERS && !item.ends_with(['.', '。', '!', '！']);
    items.iter().all(is_skill).then_some(items)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn tags_end_lines_and_vanish() {
        assert_eq!(
            plain("<p>A &amp; B</p><ul><li>one</li><li> two  three</li></ul>"),
            "A & B\none\ntwo three"
        );
        assert_eq!(plain("a < b and c > d"), "a < b and c > d");
        assert_eq!(plain("x<br/>y<unclosed"), "x\ny<unclosed");
    }

    #[test]
    fn a_list_is_told_from_prose() {
        assert_eq!(listed("Rust, SQL；焊接、钳工").unwrap(), ["Rust", "SQL", "焊接", "钳工"]);
        assert_eq!(listed("- one\n• two").unwrap(), ["one", "two"]);
        assert_eq!(listed("I have led many teams over many years and liked it"), None);
        assert_eq!(listed("Good communicator."), None);
    }
}
