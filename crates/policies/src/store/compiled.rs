//! The packs that ship, compiled into the binary.

use rust_embed::Embed;

/// Every YAML file of `policies/`, without the golden cases.
#[derive(Embed)]
#[folder = "../../policies/"]
#[include = "*.yaml"]
#[exclude = "*/tests/*"]
struct Compiled;

/// The text of a file by its path within `policies/`.
pub(super) fn text(path: &str) -> Option<String> {
    let file = Compiled::get(path)?;
    String::from_utf8(file.data.into_owned()).ok()
}
