//! What the analysis of a pack finds, and what it must leave alone.

#![allow(clippy::unwrap_used, clippy::panic, reason = "a test fails by it")]

mod packs;

use packs::{load_folder, pack_folders};
use rules::analyse;

#[test]
fn committed() {
    for folder in pack_folders() {
        let pack = load_folder(&folder);
        let start = std::time::Instant::now();
        let findings = analyse(&pack);
        println!("== {} {:?}", pack.id, start.elapsed());
        for finding in findings {
            println!("{finding}\n     {}", finding.text().zh);
        }
    }
}
