//! What the command line says: its language, and how a failure ends.

use platform::texts::{TextFile, Texts};
use std::process::ExitCode;
use vocabulary::Lang;

/// Every text of every capability: for messages of commands that open no installation.
///
/// # Errors
/// A mistake in a text file; a test would have found it.
pub fn texts() -> anyhow::Result<Texts> {
    let mut files: Vec<TextFile> = platform::TEXTS.to_vec();
    files.extend(crate::registry::TEXTS);
    for capability in crate::registry::capabilities() {
        files.extend(capability.texts);
    }
    Ok(Texts::read(&files)?)
}

/// `zh` or `en`.
///
/// # Errors
/// For the command line's reader.
pub fn parse_lang(text: &str) -> Result<Lang, String> {
    Lang::from_tag(text).ok_or_else(|| "zh or en".to_owned())
}

/// The environment's language if we speak it, else English: a terminal without Chinese shows boxes.
#[must_use]
pub fn lang_of_environment() -> Lang {
    ["LC_ALL", "LC_MESSAGES", "LANG"]
        .into_iter()
        .find_map(|name| std::env::var(name).ok().filter(|value| !value.is_empty()))
        .and_then(|value| Lang::from_tag(&value))
        .unwrap_or(Lang::En)
}

/// Prints a line for a person or a program that reads.
#[expect(clippy::print_stdout, reason = "the command line's answer")]
pub fn say(line: impl std::fmt::Display) {
    println!("{line}");
}

/// Prints a line that is not the answer: progress, warnings.
#[expect(clippy::print_stderr, reason = "the command line's remarks")]
pub fn remark(line: impl std::fmt::Display) {
    eprintln!("{line}");
}

/// Prints a failure with all its causes.
pub fn fail(error: &anyhow::Error) -> ExitCode {
    remark(format_args!("{error:#}"));
    ExitCode::FAILURE
}

/// Prints refusals, one a line, in `lang`: exit status 2, "not for what was asked".
pub fn refuse<'a>(
    texts: &Texts,
    lang: Lang,
    refusals: impl IntoIterator<Item = &'a vocabulary::Refusal>,
) -> ExitCode {
    for refusal in refusals {
        let words = texts.refusal(lang, refusal);
        match &refusal.field {
            Some(field) => remark(format_args!("{field}: {words} [{}]", refusal.code)),
            None => remark(format_args!("{words} [{}]", refusal.code)),
        }
    }
    ExitCode::from(2)
}
