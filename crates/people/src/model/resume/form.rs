//! Which form a file has, told by its first bytes and not by its name; and the refusals of the forms we do not read.

use super::{
    draft::Draft, europass, europass_candidate, facts_file, json_resume, json_tree, json_tree::Json, xml_tree,
};
use jiff::civil::Date;
use vocabulary::{Kind, Refusal};

/// The largest résumé we read, in bytes: 2 MB, room for a Europass file with its photograph.
pub const MOST_BYTES: u64 = 2_000_000;

const JSON_LIMITS: json_tree::Limits = json_tree::Limits { values: 20_000, depth: 24 };
const XML_LIMITS: xml_tree::Limits = xml_tree::Limits { elements: 20_000, depth: 40 };

/// The forms we read.
#[derive(Debug, Clone, Copy, PartialEq, Eq, Hash)]
pub enum Form {
    /// jsonresume.org, schema 1.0.0.
    JsonResume,
    /// Europass XML, schema 3: `SkillsPassport`.
    EuropassSkillsPassport,
    /// Europass XML since 2020: `Candidate`, built on HR-XML 3.
    EuropassCandidate,
    /// Our own facts file.
    FactsFile,
}

impl Form {
    /// All of them.
    pub const ALL: [Self; 4] =
        [Self::JsonResume, Self::EuropassSkillsPassport, Self::EuropassCandidate, Self::FactsFile];

    /// The word in the database, in forms and in text keys.
    #[must_use]
    pub const fn word(self) -> &'static str {
        match self {
            Self::JsonResume => "json_resume",
            Self::EuropassSkillsPassport => "europass_skills_passport",
            Self::EuropassCandidate => "europass_candidate",
            Self::FactsFile => "facts_file",
        }
    }

    /// The form of a word.
    #[must_use]
    pub fn from_word(word: &str) -> Option<Self> {
        Self::ALL.into_iter().find(|form| form.word() == word)
    }
}

/// Refuses a file by its length, before a byte of it is read: for the `Content-Length` of an upload.
///
/// # Errors
/// `people.resume_too_large`.
pub fn check_size(bytes: u64) -> Result<(), Refusal> {
    if bytes <= MOST_BYTES {
        return Ok(());
    }
    let refusal = Refusal::new(Kind::TooLarge, "people.resume_too_large").at("resume");
    Err(refusal.with("limit_megabytes", MOST_BYTES / 1_000_000))
}

/// Reads a résumé. `today` tells studies that are finished from those that go on.
///
/// # Errors
/// If the file is too large, is none of the forms we read, is not UTF-8, is malformed (with line and column), has a
/// document type or entities, or exceeds the limits of depth and number.
pub fn read(bytes: &[u8], today: Date) -> Result<Draft, Refusal> {
    check_size(u64::try_from(bytes.len()).unwrap_or(u64::MAX))?;
    refuse_foreign_forms(bytes)?;
    let text = text(bytes)?.trim_start();
    match text.chars().next() {
        None => Err(refuse("people.resume_empty")),
        Some('<') => read_xml(text, today),
        Some('{') => read_json(text, today),
        Some(_) => Err(refuse("people.resume_form_unknown")),
    }
}

fn read_xml(text: &str, today: Date) -> Result<Draft, Refusal> {
    let is_page = |tag: &str| text.get(..tag.len()).is_some_and(|start| start.eq_ignore_ascii_case(tag));
    if is_page("<!doctype html") || is_page("<html") {
        return Err(refuse("people.resume_form_unknown"));
    }
    let root = xml_tree::parse(text, XML_LIMITS)?;
    match root.name.as_str() {
        "SkillsPassport" => europass::read(&root, today),
        "Candidate" => europass_candidate::read(&root, today),
        name => Err(refuse("people.resume_xml_unknown").with("root", shown(name))),
    }
}

fn read_json(text: &str, today: Date) -> Result<Draft, Refusal> {
    let tree = json_tree::parse(text, JSON_LIMITS)?;
    let Json::Object(fields) = &tree else { return Err(refuse("people.resume_json_unknown")) };
    if fields.iter().any(|(key, _)| key == "facts") {
        return facts_file::read(&tree);
    }
    if fields.iter().any(|(key, _)| json_resume::is_a_section(key)) {
        return json_resume::read(&tree, today);
    }
    Err(refuse("people.resume_json_unknown"))
}

/// Refuses archives, PDF, Word and pictures by their first bytes: nothing is ever unpacked.
fn refuse_foreign_forms(bytes: &[u8]) -> Result<(), Refusal> {
    const FOREIGN: [(&[u8], &str); 16] = [
        (b"PK\x03\x04", "people.resume_is_archive"),
        (b"PK\x05\x06", "people.resume_is_archive"),
        (b"PK\x07\x08", "people.resume_is_archive"),
        (b"\x1f\x8b", "people.resume_is_archive"),
        (b"7z\xbc\xaf\x27\x1c", "people.resume_is_archive"),
        (b"Rar!", "people.resume_is_archive"),
        (b"\xfd7zXZ\x00", "people.resume_is_archive"),
        (b"BZh", "people.resume_is_archive"),
        (b"\x28\xb5\x2f\xfd", "people.resume_is_archive"),
        (b"%PDF-", "people.resume_is_pdf"),
        (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1", "people.resume_is_word"),
        (b"{\\rtf", "people.resume_is_word"),
        (b"\x89PNG", "people.resume_is_picture"),
        (b"\xff\xd8\xff", "people.resume_is_picture"),
        (b"GIF8", "people.resume_is_picture"),
        (b"RIFF", "people.resume_is_picture"),
    ];
    match FOREIGN.iter().find(|(magic, _)| bytes.starts_with(magic)) {
        Some((_, code)) => Err(refuse(code)),
        None => Ok(()),
    }
}

/// The text of UTF-8 bytes, without its byte order mark. Another encoding is refused by its name where the file tells it.
fn text(bytes: &[u8]) -> Result<&str, Refusal> {
    let named = |name: &str| refuse("people.resume_encoding").with("encoding", shown(name));
    let by_first_bytes: [(&[u8], &str); 6] = [
        (b"\xff\xfe\x00\x00", "UTF-32LE"),
        (b"\x00\x00\xfe\xff", "UTF-32BE"),
        (b"\xff\xfe", "UTF-16LE"),
        (b"\xfe\xff", "UTF-16BE"),
        (b"<\x00", "UTF-16LE"),
        (b"\x00<", "UTF-16BE"),
    ];
    if let Some((_, name)) = by_first_bytes.iter().find(|(mark, _)| bytes.starts_with(mark)) {
        return Err(named(name));
    }
    if let Some(name) = xml_tree::declared_encoding(bytes).filter(|name| !name.eq_ignore_ascii_case("utf-8"))
    {
        return Err(named(&name));
    }
    let bytes = bytes.strip_prefix(b"\xef\xbb\xbf").unwrap_or(bytes);
    std::str::from_utf8(bytes)
        .map_err(|error| refuse("people.resume_not_utf8").with("byte", error.valid_up_to() + 1))
}

fn refuse(code: &'static str) -> Refusal {
    Refusal::invalid(code, "resume")
}

/// A foreign word in a refusal: short, and without control characters.
fn shown(word: &str) -> String {
    word.chars().filter(|c| !c.is_control()).take(40).collect()
}

#[cfg(test)]
mod tests {
    use super::*;
    use jiff::civil::date;

    fn code(bytes: &[u8]) -> &'static str {
        read(bytes, date(2026, 11, 22)).unwrap_err().code
    }

    #[test]
    fn two_hundred_megabytes_are_refused_unread() {
        assert_eq!(check_size(MOST_BYTES), Ok(()));
        let refusal = check_size(200_000_000).unwrap_err();
        assert_eq!((refusal.code, refusal.kind.status()), ("people.resume_too_large", 413));
        assert_eq!(code(&vec![b' '; 2_000_001]), "people.resume_too_large");
    }

    #[test]
    fn forms_we_do_not_read_are_refused_by_name() {
        // The first bytes of 42.zip and its like; nothing is unpacked, so the rest does not matter.
        for (bytes, expected) in [
            (&b"PK\x03\x04\x14\x00\x00\x00\x08\x00bomb"[..], "people.resume_is_archive"),
            (b"\x1f\x8b\x08", "people.resume_is_archive"),
            (b"%PDF-1.7 ...", "people.resume_is_pdf"),
            (b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1...", "people.resume_is_word"),
            (b"{\\rtf1 hello}", "people.resume_is_word"),
            (b"\x89PNG\r\n", "people.resume_is_picture"),
            (b"", "people.resume_empty"),
            (b" \n\t ", "people.resume_empty"),
            (b"Dear Sir or Madam", "people.resume_form_unknown"),
            (b"<!DOCTYPE html><p>", "people.resume_form_unknown"),
            (b"<HTML>", "people.resume_form_unknown"),
            (b"<rss/>", "people.resume_xml_unknown"),
            (b"{}", "people.resume_json_unknown"),
            (b"{\"name\": \"x\"}", "people.resume_json_unknown"),
            (b"[]", "people.resume_form_unknown"),
        ] {
            assert_eq!(code(bytes), expected, "{}", String::from_utf8_lossy(bytes));
        }
    }

    #[test]
    fn another_encoding_is_refused_by_its_name() {
        for (bytes, encoding) in [
            (&b"\xff\xfe<\x00S\x00"[..], "UTF-16LE"),
            (b"\x00<\x00?", "UTF-16BE"),
            (b"<?xml version='1.0' encoding='GB18030'?><Candidate>\xd6\xd0</Candidate>", "GB18030"),
            (b"<?xml version=\"1.0\" encoding=\"ISO-8859-1\"?><Candidate/>", "ISO-8859-1"),
        ] {
            let refusal = read(bytes, date(2026, 11, 22)).unwrap_err();
            assert_eq!(refusal.code, "people.resume_encoding");
            assert_eq!(refusal.args, [("encoding", encoding.to_owned())]);
        }
        let refusal = read(b"{\"basics\": \"\xd6\xd0\"}", date(2026, 11, 22)).unwrap_err();
        assert_eq!((refusal.code, refusal.args[0].1.as_str()), ("people.resume_not_utf8", "13"));
    }
}
