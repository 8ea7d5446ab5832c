//! How often the surest code of a title agrees with a given one, by level:
//! `cargo run -p matching --example coding_agreement -- FILE`, the file holding lines of title and CSCO code parted by a
//! tab, after a heading; lines without a code are left out. It measures only.
#![expect(clippy::print_stdout, reason = "an example shows its result")]

use matching::{CscoCode, Occupations};

fn main() -> Result<(), Box<dyn std::error::Error>> {
    let path = std::env::args().nth(1).ok_or("which file?")?;
    let text = std::fs::read_to_string(path)?;
    let table = Occupations::bundled();
    let (mut lines, mut coded, mut agreed) = (0_u32, 0_u32, [0_u32; 4]);
    for line in text.lines().skip(1) {
        let Some((title, code)) = line.split_once('\t') else { continue };
        let Ok(given) = code.split('\t').next().unwrap_or_default().trim().parse::<CscoCode>() else {
            continue;
        };
        lines += 1;
        let Some(found) = table.code_of_title(title).into_iter().find_map(|coded| coded.csco) else {
            continue;
        };
        coded += 1;
        let shared = given.prefixes().zip(found.prefixes()).take_while(|(one, other)| one == other).count();
        agreed.iter_mut().take(shared).for_each(|count| *count += 1);
    }
    println!("{lines} titles, {coded} coded; agreed to level 1 to 4: {agreed:?}");
    Ok(())
}
