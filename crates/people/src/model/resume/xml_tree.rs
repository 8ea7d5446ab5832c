//! XML as a bounded tree of elements by their local names. Document types and entities are refused, so nothing can
//! expand; depth and number of elements have limits; the reading is iterative.

use quick_xml::{
    XmlVersion,
    errors::Error,
    events::{BytesStart, Event, attributes::AttrError},
    reader::Reader,
};
use vocabulary::Refusal;

/// How much is read before a file is refused.
#[derive(Debug, Clone, Copy)]
pub(super) struct Limits {
    /// Elements, in all.
    pub elements: usize,
    /// Elements within each other.
    pub depth: usize,
}

/// An element. Namespace prefixes are dropped: the local names of the forms we read do not collide.
#[derive(Debug, Clone, PartialEq, Eq, Default)]
pub(super) struct Element {
    /// The local name.
    pub name: String,
    /// Local names and values.
    pub attributes: Vec<(String, String)>,
    /// In order.
    pub children: Vec<Self>,
    /// All text directly inside, joined.
    pub text: String,
}

impl Element {
    /// The first child of a name.
    pub fn child(&self, name: &str) -> Option<&Self> {
        self.children.iter().find(|child| child.name == name)
    }

    /// All children of a name.
    pub fn children_named<'a>(&'a self, name: &'a str) -> impl Iterator<Item = &'a Self> {
        self.children.iter().filter(move |child| child.name == name)
    }

    /// The first element down a path.
    pub fn at(&self, path: &[&str]) -> Option<&Self> {
        path.iter().try_fold(self, |element, name| element.child(name))
    }

    /// The trimmed text down a path, if there is any.
    pub fn text_at(&self, path: &[&str]) -> Option<&str> {
        self.at(path).map(|element| element.text.trim()).filter(|text| !text.is_empty())
    }

    /// The value of an attribute.
    pub fn attribute(&self, name: &str) -> Option<&str> {
        self.attributes.iter().find(|(key, _)| key == name).map(|(_, value)| value.as_str())
    }
}

/// The encoding that the XML declaration in the first bytes tells, if there is one.
pub(super) fn declared_encoding(bytes: &[u8]) -> Option<String> {
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    let head = bytes.get(..bytes.len().min(200))?;
    let head: String = head.iter().take_while(|byte| **byte != b'>').map(|byte| char::from(*byte)).collect();
    let declaration = head.trim_start().strip_prefix("<?xml")?;
    let (_, rest) = declaration.split_once("encoding")?;
    let rest = rest.trim_start().strip_prefix('=')?.trim_start();
    let quote = rest.chars().next().filter(|c| matches!(c, '"' | '\''))?;
    rest.get(1..)?.split_once(quote).map(|(name, _)| name.to_owned())
}

/// Reads a whole document.
pub(super) fn parse(text: &str, limits: Limits) -> Result<Element, Refusal> {
    let mut reader = Reader::from_str(text);
    let mut tree = Growing { limits, elements: 0, open: Vec::new(), root: None };
    loop {
        let before = reader.buffer_position();
        let step = match reader.read_event() {
            Ok(Event::Eof) => break,
            Ok(event) => tree.take(event),
            Err(error) => {
                let at = reader.error_position().max(before);
                return Err(placed(broken(&error), text, at));
            }
        };
        step.map_err(|refusal| placed(refusal, text, before))?;
    }
    match tree {
        Growing { open, root: Some(root), .. } if open.is_empty() => Ok(root),
        _ => Err(placed(malformed(), text, reader.buffer_position())),
    }
}

struct Growing {
    limits: Limits,
    elements: usize,
    open: Vec<Element>,
    root: Option<Element>,
}

impl Growing {
    fn take(&mut self, event: Event<'_>) -> Result<(), Refusal> {
        match event {
            Event::Start(start) => self.open(&start),
            Event::Empty(start) => {
                self.open(&start)?;
                self.close()
            }
            Event::End(_) => self.close(),
            Event::Text(text) => self.write(&text.xml10_content()),
            Event::CData(text) => self.write(&text.xml10_content()),
            Event::GeneralRef(reference) => {
                let character = match &*reference {
                    "lt" => Some('<'),
                    "gt" => Some('>'),
                    "amp" => Some('&'),
                    "apos" => Some('\''),
                    "quot" => Some('"'),
                    _ => reference.resolve_char_ref().map_err(|_| malformed())?,
                };
                let character = character.ok_or_else(entity)?;
                self.write(character.encode_utf8(&mut [0; 4]))
            }
            Event::DocType(_) => Err(Refusal::invalid("people.resume_doctype", "resume")),
            Event::Decl(_) | Event::PI(_) | Event::Comment(_) | Event::Eof => Ok(()),
        }
    }

    fn open(&mut self, start: &BytesStart<'_>) -> Result<(), Refusal> {
        self.elements += 1;
        let limit = |code, limit: usize| Err(Refusal::invalid(code, "resume").with("limit", limit));
        if self.elements > self.limits.elements {
            return limit("people.resume_too_many_elements", self.limits.elements);
        }
        if self.open.len() >= self.limits.depth {
            return limit("people.resume_too_deep", self.limits.depth);
        }
        if self.open.is_empty() && self.root.is_some() {
            return Err(malformed());
        }
        let mut element = Element { name: start.local_name().as_ref().to_owned(), ..Element::default() };
        for attribute in start.attributes() {
            let attribute = attribute.map_err(|_: AttrError| malformed())?;
            let value =
                attribute.normalized_value(XmlVersion::Explicit1_0).map_err(|error| broken(&error))?;
            element.attributes.push((attribute.key.local_name().as_ref().to_owned(), value.into_owned()));
        }
        self.open.push(element);
        Ok(())
    }

    fn close(&mut self) -> Result<(), Refusal> {
        let element = self.open.pop().ok_or_else(malformed)?;
        match self.open.last_mut() {
            Some(parent) => parent.children.push(element),
            None => self.root = Some(element),
        }
        Ok(())
    }

    fn write(&mut self, text: &str) -> Result<(), Refusal> {
        match self.open.last_mut() {
            Some(element) => element.text.push_str(text),
            None if text.trim().is_empty() => {}
            None => return Err(malformed()),
        }
        Ok(())
    }
}

fn malformed() -> Refusal {
    Refusal::invalid("people.resume_malformed", "resume")
}

fn entity() -> Refusal {
    Refusal::invalid("people.resume_entity", "resume")
}

/// An entity that is not one of XML's own five is named as such; everything else is malformed.
fn broken(error: &Error) -> Refusal {
    match error {
        Error::Escape(quick_xml::escape::EscapeError::UnrecognizedEntity(..)) => entity(),
        _ => malformed(),
    }
}

/// With line and column, counted from 1, the column in characters.
fn placed(refusal: Refusal, text: &str, byte: u64) -> Refusal {
    let byte = usize::try_from(byte).unwrap_or(usize::MAX).min(text.len());
    let before = text.get(..byte).or_else(|| text.get(..text.floor_char_boundary(byte))).unwrap_or_default();
    let line = before.matches('\n').count() + 1;
    let column = before.rsplit('\n').next().unwrap_or_default().chars().count() + 1;
    refusal.with("line", line).with("column", column)
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    const LIMITS: Limits = Limits { elements: 100, depth: 5 };

    #[test]
    fn text_is_joined_and_prefixes_are_dropped() {
        let root = parse(
            "<?xml version='1.0'?><a x:b='1&amp;2'><n:c>A &lt; B<![CDATA[ & <C>]]>&#x4e2d;</n:c></a>",
            LIMITS,
        )
        .unwrap();
        assert_eq!(root.text_at(&["c"]), Some("A < B & <C>中"));
        assert_eq!(root.attribute("b"), Some("1&2"));
    }

    #[test]
    fn document_types_and_entities_are_refused_outright() {
        let laughs = "<?xml version=\"1.0\"?><!DOCTYPE lolz [<!ENTITY lol \"lol\"><!ENTITY lol2 \"&lol;&lol;&lol;\">]><lolz>&lol2;</lolz>";
        let outside = "<!DOCTYPE a SYSTEM \"file:///etc/passwd\"><a/>";
        for text in [laughs, outside] {
            assert_eq!(parse(text, LIMITS).unwrap_err().code, "people.resume_doctype");
        }
        for text in ["<a>&xxe;</a>", "<a b='&xxe;'/>"] {
            assert_eq!(parse(text, LIMITS).unwrap_err().code, "people.resume_entity", "{text}");
        }
    }

    #[test]
    fn a_refusal_names_line_and_column() {
        for (text, line) in [
            ("<a>\n<b>\n</a>", "3"),
            ("<a>\n\n<b>中", "3"),
            ("<a/>\n<b/>", "2"),
            ("<a/>\nx", "1"),
            ("<a b='1\n", "1"),
            ("<a><b></b>", "1"),
            ("</a>", "1"),
            ("<a b=1/>", "1"),
            ("<a>&#0;</a>", "1"),
        ] {
            let refusal = parse(text, LIMITS).unwrap_err();
            assert_eq!(refusal.code, "people.resume_malformed", "{text}");
            assert!(refusal.args.contains(&("line", line.to_owned())), "{text:?}: {refusal}");
        }
    }

    #[test]
    fn depth_and_number_are_bounded() {
        assert_eq!(parse(&"<a>".repeat(100_000), LIMITS).unwrap_err().code, "people.resume_too_deep");
        let many = format!("<a>{}</a>", "<b/>".repeat(100));
        assert_eq!(parse(&many, LIMITS).unwrap_err().code, "people.resume_too_many_elements");
    }

    #[test]
    fn the_declared_encoding_is_read_from_the_first_bytes() {
        assert_eq!(declared_encoding(b"<?xml version='1.0' encoding = \"GBK\"?>").as_deref(), Some("GBK"));
        assert_eq!(declared_encoding(b"<?xml version='1.0'?><a encoding='x'/>"), None);
    }

    proptest! {
        #[test]
        fn no_text_makes_it_panic(text in "[<>a-c/!?='\"&;#x0-9\\[\\]中 \n-]{0,80}") {
            let _ = parse(&text, LIMITS);
            let _ = declared_encoding(text.as_bytes());
        }
    }
}
