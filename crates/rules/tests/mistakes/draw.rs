//! Draws mistakes for the corpus: each operator, a slip that a policy office makes, is tried at every place of every
//! version file of the committed packs where it fits, and a few of those places are drawn with a fixed seed. Nothing looks
//! at whether a mistake would be found.

use super::Mistake;
use std::{fs, ops::Range, path::Path};

/// How many places are drawn for each operator.
const EACH: usize = 3;
/// The seed of the committed corpus.
pub const SEED: u64 = 20_261_123;

/// One file of a pack.
struct Source {
    pack: String,
    file: String,
    text: String,
}

/// One edit of one file: these bytes become that.
struct Edit {
    range: Range<usize>,
    with: String,
}

type Operator = (&'static str, fn(&str) -> Vec<Edit>);

const OPERATORS: [Operator; 42] = [
    ("at_least_becomes_above", |text| signs(text, ">=", ">")),
    ("at_least_becomes_at_most", |text| signs(text, ">=", "<=")),
    ("at_most_becomes_below", |text| signs(text, "<=", "<")),
    ("at_most_becomes_at_least", |text| signs(text, "<=", ">=")),
    ("equal_becomes_not_equal", |text| signs(text, " == ", " != ")),
    ("not_equal_becomes_equal", |text| signs(text, " != ", " == ")),
    ("and_becomes_or", |text| signs(text, "&&", "||")),
    ("or_becomes_and", |text| signs(text, "||", "&&")),
    ("not_is_dropped", nots),
    ("has_is_dropped", |text| calls(text, "has(")),
    ("a_part_is_dropped", parts_dropped),
    ("a_number_is_one_more", |text| numbers(text, |n| n + 1)),
    ("a_number_is_ten_times", |text| numbers(text, |n| n * 10)),
    ("a_date_is_a_year_late", |text| dates_in_rules(text, |y, m, d| (y + 1, m, d))),
    ("a_date_is_a_month_late", |text| dates_in_rules(text, |y, m, d| (y, m % 12 + 1, d.min(28)))),
    ("a_date_is_a_day_late", |text| {
        dates_in_rules(text, |y, m, d| (y, m, if d >= 28 { d - 1 } else { d + 1 }))
    }),
    ("the_class_below", |text| classes(text, 1)),
    ("the_class_above", |text| classes(text, -1)),
    ("another_class_of_the_scheme", other_class),
    ("another_fact", other_fact),
    ("a_name_is_mistyped", typos),
    ("years_become_months", |text| signs(text, "years_between", "months_between")),
    ("months_become_years", |text| signs(text, "months_between", "years_between")),
    ("the_place_is_another", |text| {
        signs(text, "\"220000\"", "\"210000\"").into_iter().chain(signs(text, "\"PT\"", "\"ES\"")).collect()
    }),
    ("ten_thousands_are_forgotten", |text| {
        values(text, |digits| digits.strip_suffix("0000").map(str::to_owned))
    }),
    ("a_zero_too_many", |text| values(text, |digits| Some(format!("{digits}0")))),
    ("two_digits_are_exchanged", |text| values(text, exchanged)),
    ("a_row_is_dropped", |text| lines(text, |line| line.trim_start().starts_with("- {when: ["))),
    ("two_rows_are_exchanged", rows_exchanged),
    ("a_condition_is_dropped", |text| blocks(text, "conditions:", "      - id:")),
    ("a_referral_is_dropped", |text| keys(text, "    refer:")),
    ("an_exclusion_is_dropped", |text| lines(text, |line| line.trim_start().starts_with("- {measure: "))),
    ("a_cap_is_dropped", |text| blocks(text, "caps:", "      - {expr")),
    ("in_force_a_year_early", |text| dates_of(text, "in_force: {from: ", -1)),
    ("the_end_a_year_late", |text| {
        dates_of(text, "until: ", 1).into_iter().chain(dates_of(text, "after_not_read: ", 1)).collect()
    }),
    ("known_a_year_early", |text| dates_of(text, "known_from: ", -1)),
    ("a_number_of_the_chinese_text", |text| in_texts(text, "zh")),
    ("a_number_of_the_english_text", |text| in_texts(text, "en")),
    ("a_percentage_becomes_a_rate", rates),
    ("rounded_down", |text| signs(text, "round_half_up(", "round_down(")),
    ("paid_otherwise", |text| {
        signs(text, "per: once", "per: year")
            .into_iter()
            .chain(signs(text, "per: year", "per: month"))
            .collect()
    }),
    ("another_length", |text| labelled(text, &["duration: {years: ", "count: "])),
];

/// The mistakes drawn.
pub fn draw(folders: &[std::path::PathBuf], seed: u64) -> Vec<Mistake> {
    let sources: Vec<Source> = folders.iter().flat_map(|folder| sources(folder)).collect();
    let mut drawn = Vec::new();
    let mut state = seed;
    for (name, operator) in OPERATORS {
        let mut places: Vec<(&Source, Edit)> = Vec::new();
        for source in &sources {
            places.extend(operator(&source.text).into_iter().map(|edit| (source, edit)));
        }
        for number in 1..=EACH.min(places.len()) {
            // Knuth's linear congruential generator.
            state = state.wrapping_mul(6_364_136_223_846_793_005).wrapping_add(1_442_695_040_888_963_407);
            let at = usize::try_from(state >> 33).unwrap() % places.len();
            let (source, edit) = places.remove(at);
            drawn.push(mistake(name, number, source, &edit));
        }
    }
    drawn
}

fn sources(folder: &Path) -> Vec<Source> {
    let pack = folder.file_name().unwrap().to_string_lossy().into_owned();
    let manifest = fs::read_to_string(folder.join("pack.yaml")).unwrap();
    let versions = manifest.lines().find_map(|line| line.strip_prefix("versions: [")).unwrap();
    let files = versions.trim_end().trim_end_matches(']').split(", ");
    files
        .map(|file| Source {
            pack: pack.clone(),
            file: file.to_owned(),
            text: fs::read_to_string(folder.join(file)).unwrap(),
        })
        .collect()
}

/// As whole lines, with which of the equal ones is meant.
fn mistake(name: &str, number: usize, source: &Source, edit: &Edit) -> Mistake {
    let text = &source.text;
    let start = text[..edit.range.start].rfind('\n').map_or(0, |at| at + 1);
    let end = text[edit.range.end..].find('\n').map_or(text.len(), |at| edit.range.end + at);
    let find = text[start..end].to_owned();
    let nth = 1 + text[..start].matches(&find).count();
    let replace = format!("{}{}{}", &text[start..edit.range.start], edit.with, &text[edit.range.end..end]);
    Mistake {
        name: format!("{name}_{number}"),
        pack: source.pack.clone(),
        file: source.file.clone(),
        find,
        nth,
        replace,
    }
}

/// Every expression of a file, on one line or folded over several.
fn rules(text: &str) -> Vec<Range<usize>> {
    let mut found = Vec::new();
    let mut at = 0;
    let mut folded: Option<usize> = None;
    for line in text.split_inclusive('\n') {
        let indent = line.len() - line.trim_start().len();
        if let Some(depth) = folded {
            if indent > depth && !line.trim().is_empty() {
                found.push(at..at + line.trim_end().len());
                at += line.len();
                continue;
            }
            folded = None;
        }
        for key in ["expr: ", "when: "] {
            let Some(place) = line.find(key) else { continue };
            let value = &line[place + key.len()..];
            if value.starts_with('[') {
                continue;
            }
            if value.trim_end() == ">-" {
                folded = Some(indent);
                continue;
            }
            let end = [", per:", ", text:", ", article:"].iter().filter_map(|mark| value.find(mark)).min();
            let end = end.unwrap_or(value.trim_end().len());
            found.push(at + place + key.len()..at + place + key.len() + end);
        }
        at += line.len();
    }
    found
}

fn signs(text: &str, from: &str, to: &str) -> Vec<Edit> {
    let whole = !from.contains(['=', '&', '|', '_', '"']);
    let places = if whole { std::iter::once(0..text.len()).collect() } else { rules(text) };
    let mut edits = Vec::new();
    for rule in places {
        for (at, _) in text[rule.clone()].match_indices(from) {
            let start = rule.start + at;
            edits.push(Edit { range: start..start + from.len(), with: to.to_owned() });
        }
    }
    edits
}

fn nots(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for rule in rules(text) {
        for (at, _) in text[rule.clone()].match_indices('!') {
            let start = rule.start + at;
            if !text[start..].starts_with("!=") {
                edits.push(Edit { range: start..start + 1, with: String::new() });
            }
        }
    }
    edits
}

/// `has(x)` becomes `true`.
fn calls(text: &str, call: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for rule in rules(text) {
        for (at, _) in text[rule.clone()].match_indices(call) {
            let start = rule.start + at;
            let end = start + text[start..].find(')').unwrap() + 1;
            edits.push(Edit { range: start..end, with: "true".to_owned() });
        }
    }
    edits
}

/// `a && b` becomes `a`, where `b` is a single word or comparison at the end.
fn parts_dropped(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for rule in rules(text) {
        for sign in [" && ", " || "] {
            let Some(at) = text[rule.clone()].rfind(sign) else { continue };
            let (start, mut end) = (rule.start + at, rule.end);
            while text[start..end].ends_with(['\'', '"']) && !text[start..end - 1].contains('"') {
                end -= 1;
            }
            if text[rule.clone()].ends_with('\'') {
                end = rule.end - 1;
            }
            let part = &text[start..end];
            if part.matches('(').count() == part.matches(')').count() && !part.contains('?') {
                edits.push(Edit { range: start..end, with: String::new() });
            }
        }
    }
    edits
}

/// Whole numbers of rules, outside of quotes.
fn numbers(text: &str, change: fn(i64) -> i64) -> Vec<Edit> {
    let mut edits = Vec::new();
    for rule in rules(text) {
        let mut quoted = false;
        let bytes = text[rule.clone()].as_bytes();
        let mut at = 0;
        while at < bytes.len() {
            let is_word = |byte: u8| byte.is_ascii_alphanumeric() || byte == b'_' || byte == b'.';
            if bytes[at] == b'"' {
                quoted = !quoted;
            }
            let begins = bytes[at].is_ascii_digit() && (at == 0 || !is_word(bytes[at - 1]));
            if begins && !quoted {
                let length = bytes[at..].iter().take_while(|byte| byte.is_ascii_digit()).count();
                let start = rule.start + at;
                let number: i64 = text[start..start + length].parse().unwrap();
                edits.push(Edit { range: start..start + length, with: change(number).to_string() });
                at += length;
            } else {
                at += 1;
            }
        }
    }
    edits
}

fn shifted(text: &str, start: usize, change: fn(i16, i8, i8) -> (i16, i8, i8)) -> Option<Edit> {
    let written = text.get(start..start + 10)?;
    let date: jiff::civil::Date = written.parse().ok()?;
    let (year, month, day) = change(date.year(), date.month(), date.day());
    Some(Edit { range: start..start + 10, with: format!("{year:04}-{month:02}-{day:02}") })
}

fn dates_in_rules(text: &str, change: fn(i16, i8, i8) -> (i16, i8, i8)) -> Vec<Edit> {
    let mut edits = Vec::new();
    for rule in rules(text) {
        for (at, found) in text[rule.clone()].match_indices("date(\"") {
            edits.extend(shifted(text, rule.start + at + found.len(), change));
        }
    }
    edits
}

fn dates_of(text: &str, key: &str, years: i16) -> Vec<Edit> {
    let change: fn(i16, i8, i8) -> (i16, i8, i8) =
        if years > 0 { |y, m, d| (y + 1, m, d.min(28)) } else { |y, m, d| (y - 1, m, d.min(28)) };
    text.match_indices(key).filter_map(|(at, found)| shifted(text, at + found.len(), change)).collect()
}

/// A quoted class letter becomes the next one.
fn classes(text: &str, step: i16) -> Vec<Edit> {
    let mut edits = Vec::new();
    for rule in rules(text) {
        for (at, _) in text[rule.clone()].match_indices('"') {
            let start = rule.start + at + 1;
            let letter = text[start..].chars().next().unwrap_or(' ');
            if !('A'..='E').contains(&letter) || !text[start + 1..].starts_with('"') {
                continue;
            }
            let other = u32::try_from(i16::try_from(u32::from(letter)).unwrap() + step).unwrap();
            let other = char::from_u32(other).unwrap();
            if ('A'..='E').contains(&other) {
                edits.push(Edit { range: start..start + 1, with: other.to_string() });
            }
        }
    }
    edits
}

const SCHEMES: [&[&str]; 6] = [
    &["spouse", "child", "parent", "grandchild"],
    &["open_ended", "fixed_term", "research_grant", "own_business"],
    &["enterprise", "public_institution", "institution_as_civil_service", "government"],
    &[
        "start_kindergarten",
        "start_primary",
        "start_junior",
        "start_senior",
        "transfer_compulsory",
        "transfer_senior",
    ],
    &["doctor", "master", "junior_college"],
    &["rural_area", "population_centre"],
];

fn other_class(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for rule in rules(text) {
        for scheme in SCHEMES {
            for (place, class) in scheme.iter().enumerate() {
                let quoted = format!("\"{class}\"");
                for (at, _) in text[rule.clone()].match_indices(&quoted) {
                    let start = rule.start + at;
                    let other = scheme[(place + 1) % scheme.len()];
                    edits.push(Edit { range: start..start + quoted.len(), with: format!("\"{other}\"") });
                }
            }
        }
    }
    edits
}

/// Facts of one type that are easily mixed up.
const FACTS: [&[&str]; 8] = [
    &["talent_class_1", "talent_class_2", "talent_class_3"],
    &["contract_start", "first_pension_payment", "contract_end"],
    &["introduced_full_time", "full_time", "moved_within_jilin", "worked_in_jilin_without_break"],
    &["talent_rated_on", "talent_rating_failed_on"],
    &["disciplined", "on_dishonesty_list"],
    &["rated_a", "rated_b", "rated_c", "rated_d", "rated_e"],
    &["service_year", "years_forgiven_on_earlier_loan"],
    &["taxes_and_contributions_in_order", "owes_iefp", "paid_work_abroad"],
];

fn other_fact(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for rule in rules(text) {
        for facts in FACTS {
            for (place, fact) in facts.iter().enumerate() {
                for range in words(text, &rule, fact) {
                    edits.push(Edit { range, with: facts[(place + 1) % facts.len()].to_owned() });
                }
            }
        }
    }
    edits
}

fn words(text: &str, rule: &Range<usize>, word: &str) -> Vec<Range<usize>> {
    let is_word = |c: Option<char>| c.is_some_and(|c| c.is_ascii_alphanumeric() || c == '_');
    let inside =
        text[rule.clone()].match_indices(word).map(|(at, _)| rule.start + at..rule.start + at + word.len());
    inside
        .filter(|range| {
            !is_word(text[..range.start].chars().next_back()) && !is_word(text[range.end..].chars().next())
        })
        .collect()
}

/// A letter of a name is left out.
fn typos(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for rule in rules(text) {
        let mut start = None;
        for (at, c) in text[rule.clone()].char_indices().chain([(rule.len(), ' ')]) {
            let is_word = c.is_ascii_lowercase() || c == '_' || c.is_ascii_digit();
            match (start, is_word) {
                (None, true) => start = Some(at),
                (Some(from), false) => {
                    start = None;
                    if at - from >= 6 {
                        let middle = rule.start + (from + at) / 2;
                        edits.push(Edit { range: middle..middle + 1, with: String::new() });
                    }
                }
                _ => {}
            }
        }
    }
    edits
}

/// Quoted amounts behind `value:`, `from:`, `to:` and in `money("…")`.
fn values(text: &str, change: impl Fn(&str) -> Option<String>) -> Vec<Edit> {
    let mut edits = Vec::new();
    for mark in ["value: \"", "from: \"", "to: \"", "money(\""] {
        for (at, found) in text.match_indices(mark) {
            let start = at + found.len();
            let end = start + text[start..].find('"').unwrap();
            if let Some(with) =
                change(&text[start..end]).filter(|with| !with.is_empty() && *with != text[start..end])
            {
                edits.push(Edit { range: start..end, with });
            }
        }
    }
    edits
}

fn exchanged(digits: &str) -> Option<String> {
    let mut chars: Vec<char> = digits.chars().collect();
    let at = (0..chars.len().saturating_sub(1)).find(|at| {
        chars[*at].is_ascii_digit()
            && chars[at + 1].is_ascii_digit()
            && chars[*at] != chars[at + 1]
            && (*at > 0 || chars[at + 1] != '0')
    })?;
    chars.swap(at, at + 1);
    Some(chars.into_iter().collect())
}

fn lines(text: &str, is: fn(&str) -> bool) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        if is(line) {
            // The whole line, as a comment: what is around it stays.
            let start = at + line.len() - line.trim_start().len();
            edits.push(Edit { range: start..at + line.trim_end().len(), with: "# left out".to_owned() });
        }
        at += line.len();
    }
    edits
}

fn rows_exchanged(text: &str) -> Vec<Edit> {
    let rows = lines(text, |line| line.trim_start().starts_with("- {when: ["));
    let value = |edit: &Edit| text[edit.range.clone()].split_once("], ").map(|(_, value)| value.to_owned());
    let mut edits = Vec::new();
    for pair in rows.windows(2) {
        let [a, b] = pair else { continue };
        let (Some(first), Some(second)) = (value(a), value(b)) else { continue };
        if first == second || text[a.range.end..b.range.start].trim() != "" {
            continue;
        }
        let (row_a, row_b) = (&text[a.range.clone()], &text[b.range.clone()]);
        let with = format!(
            "{}{}{}",
            row_a.replace(&first, &second),
            &text[a.range.end..b.range.start],
            row_b.replace(&second, &first)
        );
        edits.push(Edit { range: a.range.start..b.range.end, with });
    }
    edits
}

/// Items of a list under a key, each a block of lines; only where another one stays.
fn blocks(text: &str, key: &str, item: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut inside = false;
    let mut open: Option<usize> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n').chain(["end\n"]) {
        let indent = line.len() - line.trim_start().len();
        let ends = inside && indent < 6 && !line.trim().is_empty();
        if inside && (ends || line.starts_with(item)) {
            if let Some(start) = open.take() {
                let end = start + text[start..at].trim_end().len();
                edits.push(Edit { range: start + 6..end, with: "# left out".to_owned() });
            }
            if !ends {
                open = Some(at);
            }
        }
        if ends {
            inside = false;
        }
        if line.trim() == key {
            inside = true;
        }
        at += line.len();
    }
    edits
}

/// A key of a measure with everything below it.
fn keys(text: &str, key: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut open: Option<usize> = None;
    let mut at = 0;
    for line in text.split_inclusive('\n').chain(["end\n"]) {
        let indent = line.len() - line.trim_start().len();
        if let Some(start) = open.filter(|_| indent <= 4) {
            let end = start + text[start..at].trim_end().len();
            edits.push(Edit { range: start..end, with: "    # left out".to_owned() });
            open = None;
        }
        if line.starts_with(key) {
            open = Some(at);
        }
        at += line.len();
    }
    edits
}

/// Numbers in the texts of conditions and summaries, in one language.
fn in_texts(text: &str, language: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    let mut at = 0;
    for line in text.split_inclusive('\n') {
        let shown = line.trim_start();
        if shown.starts_with("text: {zh") || shown.starts_with("summary: {zh") {
            let start = line.find(&format!("{language}: ")).unwrap() + 4;
            let end = if language == "zh" {
                line.find(", en: ").unwrap()
            } else {
                line.find(", pt: ").unwrap_or(line.len())
            };
            let part = &line[start..end];
            for (place, digits) in runs(part) {
                let number: i64 = digits.parse().unwrap();
                let range = at + start + place..at + start + place + digits.len();
                edits.push(Edit { range, with: (number + 1).to_string() });
            }
        }
        at += line.len();
    }
    edits
}

/// Runs of at most four digits.
fn runs(text: &str) -> Vec<(usize, &str)> {
    let mut found = Vec::new();
    let mut start = None;
    for (at, c) in text.char_indices().chain([(text.len(), ' ')]) {
        match (start, c.is_ascii_digit()) {
            (None, true) => start = Some(at),
            (Some(from), false) => {
                start = None;
                if at - from <= 4 {
                    found.push((from, &text[from..at]));
                }
            }
            _ => {}
        }
    }
    found
}

/// `percent(m, "10")` becomes `percent(m, "0.10")`.
fn rates(text: &str) -> Vec<Edit> {
    let mut edits = Vec::new();
    for (at, _) in text.match_indices("percent(") {
        let Some(quote) = text[at..].find(", \"") else { continue };
        let start = at + quote + 3;
        let end = start + text[start..].find('"').unwrap();
        edits.push(Edit { range: start..end, with: format!("0.{}", &text[start..end]) });
    }
    edits
}

fn labelled(text: &str, keys: &[&str]) -> Vec<Edit> {
    let mut edits = Vec::new();
    for key in keys {
        for (at, found) in text.match_indices(key) {
            let start = at + found.len();
            let length = text[start..].bytes().take_while(u8::is_ascii_digit).count();
            let number: i64 = text[start..start + length].parse().unwrap();
            edits.push(Edit { range: start..start + length, with: (number + 1).to_string() });
        }
    }
    edits
}
