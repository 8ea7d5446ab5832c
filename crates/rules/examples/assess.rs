//! Loads a pack from a folder, and assesses a facts file: `cargo run -p rules --example assess -- DIR [FACTS.json DATE]`.

use rules::{Files, assess, facts::parse_json, load, pack::named_files};
use std::{error::Error, fs, io::Write as _, path::Path};

fn main() -> Result<(), Box<dyn Error>> {
    let args: Vec<String> = std::env::args().skip(1).collect();
    let folder = Path::new(args.first().ok_or("which folder?")?);
    let mut out = std::io::stdout();

    // The engine reads no file itself: ask it which ones the pack names, and hand it their texts.
    let pack_yaml = fs::read_to_string(folder.join("pack.yaml"))?;
    let mut files = Files::new();
    for path in named_files(&pack_yaml).map_err(|findings| format!("{findings:?}"))? {
        if let Ok(text) = fs::read_to_string(folder.join(&path)) {
            files.insert(path, text);
        }
    }
    files.insert("pack.yaml", pack_yaml);

    let pack = match load(&files) {
        Ok(pack) => pack,
        Err(findings) => {
            for finding in findings {
                let at = format!("{}:{}:{}", finding.file, finding.line, finding.column);
                writeln!(out, "{at}: {}\n    {}", finding.code.as_str(), finding.text().en)?;
            }
            return Err("the pack has mistakes".into());
        }
    };
    for warning in pack.warnings() {
        writeln!(out, "{warning}")?;
    }
    writeln!(out, "{} {}", pack.id, pack.fingerprint())?;
    let [_, facts, date] = args.as_slice() else { return Ok(()) };
    let facts =
        parse_json(&fs::read_to_string(facts)?, &pack.vocabulary).map_err(|errors| format!("{errors:?}"))?;
    let on = date.parse()?;
    let assessment = assess(&pack, &facts, on, on)?;
    writeln!(out, "{}", serde_json::to_string_pretty(&assessment)?)?;
    Ok(())
}
