//! The packs that ship, compiled into the binary.

use rust_embed::Embed;

/// Every YAML file of `policies/`, the golden cases too: a draft begins with them.
#[derive(Embed)]
#[folder = "../../policies/"]
#[include = "*.yaml"]
struct Compiled;

/// The text of a file by its path within `policies/`.
pub(super) fn text(path: &str) -> Option<String> {
    let file = Compiled::get(path)?;
    String::from_utf8(file.data.into_owned()).ok()
}

/// The files of golden cases of a pack: `tests/talent_3_0.yaml`.
pub(super) fn tests(name: &str) -> Vec<String> {
    let folder = format!("{name}/");
    Compiled::iter()
        .filter_map(|path| path.strip_prefix(&folder).map(str::to_owned))
        .filter(|path| path.starts_with("tests/"))
        .collect()
}
