//! Writes the files of a new capability from templates, and enters it where the workspace lists its crates and the binary its
//! capabilities. That all of it is tidy and compiles is a step of `cargo xtask test` (`test/scaffold.rs`).

use crate::repository;
use anyhow::{Context, Result, bail};
use clap::Args;
use std::path::Path;

/// What the new capability is called, and where it stands.
#[derive(Args)]
pub struct Options {
    /// A plural noun of the programme's words, as in GLOSSARY.md: `fairs`.
    name: String,
    /// What one of them is called: `fair`. By default the name without its last letter.
    #[arg(long)]
    one: Option<String>,
    /// The number of its first migration: today's date and a running number, unique over all capabilities.
    #[arg(long, value_name = "YYYYMMDDNN")]
    migration: u64,
}

impl Options {
    /// As the command line would say it.
    pub fn of(name: &str, migration: u64) -> Self {
        Self { name: name.to_owned(), one: None, migration }
    }
}

/// Where a file goes, and what stands in it. `{{many}}`, `{{one}}`, `{{Many}}`, `{{One}}` are replaced in both
/// (`[[many]]` in askama's templates, where braces have a meaning), and `{{number}}` by the migration's.
const FILES: &[(&str, &str)] = &[
    ("Cargo.toml", include_str!("templates/Cargo.toml.txt")),
    ("askama.toml", include_str!("templates/askama.toml.txt")),
    ("src/lib.rs", include_str!("templates/lib.rs.txt")),
    ("src/model.rs", include_str!("templates/model.rs.txt")),
    ("src/store.rs", include_str!("templates/store.rs.txt")),
    ("src/acts/mod.rs", include_str!("templates/acts_mod.rs.txt")),
    ("src/acts/register_{{one}}.rs", include_str!("templates/act.rs.txt")),
    ("src/pages/mod.rs", include_str!("templates/pages_mod.rs.txt")),
    ("src/pages/list.rs", include_str!("templates/page.rs.txt")),
    ("templates/{{many}}/list.html", include_str!("templates/list.html.txt")),
    ("migrations/{{number}}_{{many}}.sql", include_str!("templates/migration.sql.txt")),
    ("text/zh.ftl", include_str!("templates/zh.ftl.txt")),
    ("text/en.ftl", include_str!("templates/en.ftl.txt")),
    ("tests/store.rs", include_str!("templates/store_test.rs.txt")),
];

/// Writes the folder and the lines.
pub fn run(root: &Path, options: &Options) -> Result<()> {
    let words = Words::of(&options.name, options.one.as_deref(), options.migration)?;
    let folder = root.join("crates").join(&words.many);
    if folder.exists() {
        bail!("{} is there already", folder.display());
    }
    for (path, text) in FILES {
        let path = folder.join(words.fill(path));
        std::fs::create_dir_all(path.parent().context("a file stands in a folder")?)?;
        std::fs::write(&path, words.fill(text))?;
        println!("wrote {}", path.display());
    }
    edit(root, "xtask/layers.toml", |text| enter_layer(text, &words.many))?;
    edit(root, "Cargo.toml", |text| enter_workspace(text, &words.many))?;
    edit(root, "crates/wotu/Cargo.toml", |text| enter_binary(text, &words.many))?;
    edit(root, "crates/wotu/src/registry.rs", |text| enter_registry(text, &words.many))?;
    // How long a line is depends on the name.
    let formatted = repository::cargo(root).args(["fmt", "--package", &words.many]).status();
    if !formatted.is_ok_and(|status| status.success()) {
        bail!("it is written, but `cargo fmt --package {}` failed: run it", words.many);
    }
    println!("next: its words in GLOSSARY.md and crates/{}/text, then `cargo xtask generate`", words.many);
    Ok(())
}

fn edit(root: &Path, path: &str, change: impl FnOnce(&str) -> Result<String>) -> Result<()> {
    let file = root.join(path);
    let text = std::fs::read_to_string(&file).with_context(|| path.to_owned())?;
    std::fs::write(&file, change(&text).with_context(|| format!("cannot enter it in {path}"))?)?;
    println!("entered it in {path}");
    Ok(())
}

/// The topmost storey: it may know all capabilities, and none knows it.
fn enter_layer(text: &str, many: &str) -> Result<String> {
    let (before, after) = text.split_once("capabilities = [").context("no `capabilities = [`")?;
    let (inside, rest) = after.split_once("\n]").context("the list does not end with a line `]`")?;
    Ok(format!("{before}capabilities = [{inside}\n  [\"{many}\"],\n]{rest}"))
}

/// First in the list of our own crates, which goes from top to bottom.
fn enter_workspace(text: &str, many: &str) -> Result<String> {
    let first = text.find("cases = { path").context("no line for `cases`")?;
    let (before, after) = text.split_at(first);
    Ok(format!("{before}{many} = {{ path = \"crates/{many}\" }}\n{after}"))
}

/// First among the binary's dependencies.
fn enter_binary(text: &str, many: &str) -> Result<String> {
    let (before, after) = text.split_once("[dependencies]\n").context("no `[dependencies]`")?;
    Ok(format!("{before}[dependencies]\n{many}.workspace = true\n{after}"))
}

/// Last in the binary's list of capabilities: lower ones come first.
fn enter_registry(text: &str, many: &str) -> Result<String> {
    let (before, after) = text.split_once("vec![").context("no `vec![`")?;
    let (inside, rest) = after.split_once("\n    ]").context("the list does not end with a line `]`")?;
    Ok(format!("{before}vec![{inside}\n        {many}::capability(),\n    ]{rest}"))
}

/// The capability's name in the forms in which it is written.
struct Words {
    many: String,
    one: String,
    number: u64,
}

impl Words {
    fn of(many: &str, one: Option<&str>, number: u64) -> Result<Self> {
        if number.to_string().len() != 10 {
            bail!("{number} is no migration's number: ten digits, YYYYMMDDNN");
        }
        let one = one.unwrap_or_else(|| many.strip_suffix('s').unwrap_or(many));
        for word in [many, one] {
            let is_word = word.starts_with(|c: char| c.is_ascii_lowercase())
                && word.chars().all(|c| c.is_ascii_lowercase() || c == '_');
            if !is_word {
                bail!("`{word}` is no name for a crate: lower case letters and `_`");
            }
        }
        if one == many {
            bail!("what is one of the {many} called? Say it with --one");
        }
        Ok(Self { many: many.to_owned(), one: one.to_owned(), number })
    }

    fn fill(&self, text: &str) -> String {
        text.replace("[[many]]", &self.many)
            .replace("{{number}}", &self.number.to_string())
            .replace("{{many}}", &self.many)
            .replace("{{one}}", &self.one)
            .replace("{{Many}}", &capitalised(&self.many))
            .replace("{{One}}", &capitalised(&self.one))
    }
}

/// `work_permit` to `WorkPermit`.
fn capitalised(word: &str) -> String {
    word.split('_')
        .flat_map(|part| {
            let mut letters = part.chars();
            letters.next().map(|c| c.to_ascii_uppercase()).into_iter().chain(letters).collect::<Vec<_>>()
        })
        .collect()
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_filled_in_in_each_form() {
        let words = Words::of("work_permits", None, 2_026_112_209).unwrap();
        assert_eq!(
            words.fill("{{many}} {{one}} {{Many}} {{One}}"),
            "work_permits work_permit WorkPermits WorkPermit"
        );
    }

    #[test]
    fn nothing_is_left_to_fill_in_and_every_file_has_a_place() {
        let words = Words::of("fairs", None, 2_026_112_209).unwrap();
        for (path, text) in FILES {
            let filled = words.fill(path) + &words.fill(text);
            for blank in ["{{many", "{{one", "{{Many", "{{One", "{{number", "[[many"] {
                assert!(!filled.contains(blank), "{path} keeps {blank}");
            }
        }
    }

    #[test]
    fn a_name_that_is_no_plural_noun_is_refused() {
        assert!(Words::of("Fairs", None, 2_026_112_209).is_err());
        assert!(Words::of("premises", Some("premises"), 2_026_112_209).is_err());
        assert!(Words::of("../fairs", None, 2_026_112_209).is_err());
        assert!(Words::of("fairs", None, 7).is_err());
    }

    #[test]
    fn it_is_entered_on_top() {
        let layers = enter_layer("capabilities = [\n  [\"cases\"],\n]\nbinary = \"wotu\"", "fairs").unwrap();
        assert_eq!(layers, "capabilities = [\n  [\"cases\"],\n  [\"fairs\"],\n]\nbinary = \"wotu\"");
        let workspace = enter_workspace("# Ours\ncases = { path = \"crates/cases\" }\n", "fairs").unwrap();
        assert_eq!(
            workspace,
            "# Ours\nfairs = { path = \"crates/fairs\" }\ncases = { path = \"crates/cases\" }\n"
        );
        let binary = enter_binary("[package]\n\n[dependencies]\ncases.workspace = true\n", "fairs").unwrap();
        assert_eq!(binary, "[package]\n\n[dependencies]\nfairs.workspace = true\ncases.workspace = true\n");
        let registry = "    vec![\n        cases::capability(),\n    ]\n}\n";
        assert_eq!(
            enter_registry(registry, "fairs").unwrap(),
            "    vec![\n        cases::capability(),\n        fairs::capability(),\n    ]\n}\n"
        );
    }

    #[test]
    fn a_place_that_has_changed_its_form_is_named() {
        assert!(enter_layer("", "fairs").is_err() && enter_workspace("", "fairs").is_err());
        assert!(enter_binary("", "fairs").is_err() && enter_registry("", "fairs").is_err());
    }
}
