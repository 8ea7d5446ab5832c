//! `wotu generate DIR`: the documents that are made from the code, committed and reviewed like code. `cargo xtask
//! generate --check` holds the committed ones against fresh ones.

use crate::{registry, words};
use clap::Args;
use platform::{
    app::{App, Parts, Serving, Setup},
    clock::{Clock, Entropy},
    permissions::{Grant, Relation, Role},
    region::Region,
    vault::Vault,
    web,
};
use std::{collections::BTreeMap, fmt::Write as _, fs, path::PathBuf, process::ExitCode};
use vocabulary::Lang;

/// Writes the generated documents.
#[derive(Args)]
pub struct Generate {
    /// The folder.
    dir: PathBuf,
}

impl Generate {
    /// Exit status 0 when all are written.
    pub async fn run(self) -> anyhow::Result<ExitCode> {
        let entropy = Entropy::seeded(0);
        let setup = Setup {
            database: "sqlite::memory:".to_owned(),
            region: Region::read(include_str!("../../../../regions/jilin.toml"))?,
            vault: Vault::from_key_file(&Vault::fresh_key_file(&entropy))?,
            clock: Clock::System,
            entropy,
            capabilities: registry::capabilities(),
            parts: Parts::default(),
            serving: Serving { is_demo: false, has_secure_cookies: true, trusted_hops: 0 },
        };
        let app = App::start(setup).await?;
        fs::create_dir_all(&self.dir)?;
        let mut document = serde_json::to_string_pretty(&web::document(&app))?;
        document.push('\n');
        for (name, text) in [
            ("permissions.md", permissions(&app)),
            ("acts.md", acts(&app)),
            ("refusals.md", refusals()?),
            ("openapi.json", document),
            ("pack.schema.json", rules::schema::pack_schema()),
            ("cases.schema.json", rules::schema::cases_schema()),
            ("facts.schema.json", rules::schema::facts_schema(None)),
        ] {
            fs::write(self.dir.join(name), text)?;
        }
        Ok(ExitCode::SUCCESS)
    }
}

const MADE: &str = "Made by `cargo xtask generate` from the code; do not edit.\n\n";

fn permissions(app: &App) -> String {
    let mut text = format!("# Who may do what\n\n{MADE}| act or query |");
    for role in Role::ALL {
        let _ = write!(text, " {role} |");
    }
    text.push_str("\n| --- |");
    text.push_str(&" --- |".repeat(Role::ALL.len()));
    text.push('\n');
    let acts = app.acts().iter().map(|act| (act.name, act.who));
    let queries = app.queries().iter().map(|query| (query.name, query.who));
    for (name, who) in acts.chain(queries) {
        let _ = write!(text, "| `{name}` |");
        for role in Role::ALL {
            let _ = write!(text, " {} |", relations(who, role));
        }
        text.push('\n');
    }
    text
}

fn relations(who: &[Grant], role: Role) -> String {
    let all: Vec<&str> = who
        .iter()
        .filter(|grant| grant.role == role || grant.role == Role::Visitor)
        .map(|grant| match grant.relation {
            Relation::Any => "yes",
            relation => relation.name(),
        })
        .collect();
    if all.contains(&"yes") { "yes".to_owned() } else { all.join(", ") }
}

fn acts(app: &App) -> String {
    let mut text = format!(
        "# Acts, and what the audit log keeps of each\n\n{MADE}| act | what it does | kept |\n| --- | --- | --- |\n"
    );
    for act in app.acts() {
        let _ = writeln!(text, "| `{}` | {} | {} |", act.name, act.summary, act.records.join(", "));
    }
    text.push_str("\n# Queries\n\n| query | what it tells |\n| --- | --- |\n");
    for query in app.queries() {
        let _ = writeln!(text, "| `{}` | {} |", query.name, query.summary);
    }
    text
}

/// Every refusal's text in both languages, from the text files: the key's form is `refusal-<crate>-<code>`.
fn refusals() -> anyhow::Result<String> {
    let texts = words::texts()?;
    let mut files: Vec<platform::texts::TextFile> = platform::TEXTS.to_vec();
    files.extend(registry::capabilities().iter().flat_map(|capability| capability.texts.iter().copied()));
    let mut keys = BTreeMap::new();
    for file in files.iter().filter(|file| file.lang == Lang::En) {
        for line in file.text.lines() {
            if let Some((key, _)) = line.split_once(" =").filter(|(key, _)| key.starts_with("refusal-")) {
                keys.insert(key.to_owned(), ());
            }
        }
    }
    let mut text = format!("# Refusals\n\n{MADE}| code | English | Chinese |\n| --- | --- | --- |\n");
    for key in keys.keys() {
        let code = key.trim_start_matches("refusal-").replacen('-', ".", 1);
        let raw = |lang| texts.raw(lang, key).unwrap_or_default().replace('\n', " ");
        let _ = writeln!(text, "| `{code}` | {} | {} |", raw(Lang::En), raw(Lang::Zh));
    }
    Ok(text)
}
