//! From the protocol's addresses and UTF-16 positions to paths and bytes, and back.

use lsp_types::{Position, Range, Uri};
use rules::editing::Lines;
use std::path::{Component, Path, PathBuf};

/// The path of a `file:` address.
pub fn path(uri: &Uri) -> Option<PathBuf> {
    let rest = uri.as_str().strip_prefix("file://")?;
    // An authority before the path is another machine's.
    let encoded = rest.get(rest.find('/')?..)?;
    let mut bytes = Vec::with_capacity(encoded.len());
    let mut left = encoded.bytes();
    while let Some(byte) = left.next() {
        if byte == b'%' {
            let digits = [left.next()?, left.next()?];
            bytes.push(u8::from_str_radix(std::str::from_utf8(&digits).ok()?, 16).ok()?);
        } else {
            bytes.push(byte);
        }
    }
    Some(normal(Path::new(&String::from_utf8(bytes).ok()?)))
}

/// The address of a path.
pub fn uri(path: &Path) -> Option<Uri> {
    let mut text = "file://".to_owned();
    for byte in path.to_str()?.bytes() {
        if byte.is_ascii_alphanumeric() || b"/-._~".contains(&byte) {
            text.push(char::from(byte));
        } else {
            text.push_str(&format!("%{byte:02X}"));
        }
    }
    text.parse().ok()
}

/// A path without `.` and `..`.
pub fn normal(path: &Path) -> PathBuf {
    let mut out = PathBuf::new();
    for part in path.components() {
        match part {
            Component::ParentDir => {
                out.pop();
            }
            Component::CurDir => {}
            part => out.push(part),
        }
    }
    out
}

/// The byte at a position.
pub fn byte(text: &str, position: Position) -> usize {
    Lines::of(text).byte_of_utf16(text, position.line, position.character)
}

/// The range of some bytes.
pub fn range(text: &str, start: usize, end: usize) -> Range {
    let lines = Lines::of(text);
    let position = |byte| {
        let (line, character) = lines.utf16(text, byte);
        Position { line, character }
    };
    Range { start: position(start), end: position(end) }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn an_address_and_its_path_are_the_same_whatever_letters_it_has() {
        let path_of = Path::new("/srv/政策 包/v1.yaml");
        let address = uri(path_of).expect("an address");
        assert_eq!(address.as_str(), "file:///srv/%E6%94%BF%E7%AD%96%20%E5%8C%85/v1.yaml");
        assert_eq!(path(&address).as_deref(), Some(path_of));
        assert_eq!(normal(Path::new("/a/b/../c/./d")), Path::new("/a/c/d"));
    }
}
