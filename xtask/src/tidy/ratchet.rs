//! Lists of exceptions that only shrink: `path rest`, one a line, `#` for comments.

use std::collections::BTreeMap;

/// Path to what the line says after it, and the line's number.
pub fn read(text: &str) -> BTreeMap<&str, (&str, usize)> {
    text.lines()
        .enumerate()
        .filter(|(_, line)| !line.trim().is_empty() && !line.starts_with('#'))
        .map(|(index, line)| {
            let (path, rest) = line.split_once(' ').unwrap_or((line, ""));
            (path, (rest.trim(), index + 1))
        })
        .collect()
}
