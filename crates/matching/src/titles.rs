//! Free titles made comparable: one Unicode form, no brackets, pay, place or advertising around the words, and then the
//! features two titles can share: Chinese character pairs, Latin words and the letter triples inside them.

use crate::feature_index::FeatureIndex;
use unicode_normalization::UnicodeNormalization;

/// How many characters of a title are read; what comes after says nothing about the occupation.
pub const MAX_TITLE_CHARS: usize = 200;

/// Words that stand in titles without saying anything about the occupation, and words that are written in two ways.
/// Own work, see `data/README.md`.
const NOISE: &str = include_str!("../data/title_noise.txt");

/// A text without control characters, bidirectional overrides and characters of no width; every run of white space one
/// space. The words themselves are untouched.
#[must_use]
pub fn clean(text: &str) -> String {
    let mut cleaned = String::with_capacity(text.len());
    for c in text.chars() {
        if c.is_whitespace() || c.is_control() {
            if !cleaned.is_empty() && !cleaned.ends_with(' ') {
                cleaned.push(' ');
            }
        } else if !is_invisible(c) {
            cleaned.push(c);
        }
    }
    cleaned.truncate(cleaned.trim_end().len());
    cleaned
}

/// Soft hyphen, zero width characters, bidirectional marks, embeddings, overrides and isolates, the byte order mark.
const fn is_invisible(c: char) -> bool {
    matches!(c, '\u{ad}' | '\u{61c}' | '\u{180e}' | '\u{200b}'..='\u{200f}' | '\u{202a}'..='\u{202e}' | '\u{2060}'..='\u{206f}' | '\u{feff}' | '\u{fff9}'..='\u{fffb}')
}

/// The words of a title that say what the occupation is: compatibility forms folded (NFKC), small letters, without what
/// stands in brackets, pay, cities and advertising. If nothing is left, the title with only its form folded. Reads the
/// first [`MAX_TITLE_CHARS`] characters.
#[must_use]
pub fn normalise(title: &str) -> String {
    let head: String = title.chars().take(MAX_TITLE_CHARS).collect();
    let head = clean(&head);
    // Most labels of the tables are ASCII, and there are tens of thousands: to these NFKC does nothing.
    let folded: String = if head.is_ascii() {
        head.to_ascii_lowercase()
    } else {
        head.nfkc().flat_map(char::to_lowercase).take(MAX_TITLE_CHARS).collect()
    };
    let mut bare = without_pay(without_brackets(&folded));
    // All of the noise is Chinese.
    let noise = if bare.is_ascii() { "" } else { NOISE };
    for line in noise.lines().filter(|line| !line.is_empty() && !line.starts_with('#')) {
        match line.split_once('=') {
            Some((from, to)) if bare.contains(from) => bare = bare.replace(from, to),
            None if bare.contains(line) => bare = bare.replace(line, " "),
            _ => {}
        }
    }
    let words = |text: &str| text.split(is_gap).filter(|word| !word.is_empty()).collect::<Vec<_>>().join(" ");
    let normal = words(&bare);
    if normal.is_empty() { words(&folded) } else { normal }
}

/// What parts words: anything but letters, digits, and the signs that belong to names (C++, C#, .NET).
fn is_gap(c: char) -> bool {
    !(c.is_alphanumeric() || matches!(c, '+' | '#' | '.'))
}

/// Without what stands in brackets of any kind, nested or not; a bracket that is never closed hides nothing.
fn without_brackets(text: &str) -> String {
    let mut kept = String::with_capacity(text.len());
    let mut opened: Vec<usize> = Vec::new();
    for c in text.chars() {
        match c {
            '(' | '[' | '{' | '【' | '〔' | '「' | '『' | '《' | '<' => {
                opened.push(kept.len());
                kept.push(' ');
            }
            ')' | ']' | '}' | '】' | '〕' | '」' | '』' | '》' | '>' => {
                if let Some(start) = opened.pop() {
                    kept.truncate(start);
                }
                kept.push(' ');
            }
            _ => kept.push(c),
        }
    }
    kept
}

/// Without amounts of pay: `8k-12k`, `2万`, `8000-12000元/月`, `14薪`. A number that is part of a word (`5g`, `c++11`,
/// `3d`) stays.
fn without_pay(text: String) -> String {
    if !text.bytes().any(|byte| byte.is_ascii_digit()) {
        return text;
    }
    let chars: Vec<char> = text.chars().collect();
    let mut kept = String::with_capacity(text.len());
    let mut at = 0;
    while let Some(&c) = chars.get(at) {
        let inside_word = at
            .checked_sub(1)
            .and_then(|i| chars.get(i))
            .is_some_and(|p| p.is_ascii_alphanumeric() || matches!(p, '+' | '.' | '#'));
        match if c.is_ascii_digit() && !inside_word {
            pay_length(chars.get(at..).unwrap_or(&[]))
        } else {
            None
        } {
            Some(length) => {
                kept.push(' ');
                at += length.max(1);
            }
            None => {
                kept.push(c);
                at += 1;
            }
        }
    }
    kept
}

/// How many characters an amount of pay takes that begins here, if one does.
fn pay_length(chars: &[char]) -> Option<usize> {
    let (mut at, digits) = number(chars, 0)?;
    let mut has_unit = skip_unit(chars, &mut at);
    if chars.get(at).is_some_and(|c| matches!(c, '-' | '~' | '—' | '–' | '至' | '到'))
        && let Some((end, more_digits)) = number(chars, at + 1)
    {
        at = end;
        has_unit |= skip_unit(chars, &mut at) || (digits >= 4 && more_digits >= 4);
    }
    if !has_unit {
        return None;
    }
    for tail in ["/月", "/年", "/天", "每月", "一月", "元", "以上", "左右", "起", "+"] {
        if tail.chars().eq(chars.iter().skip(at).take(tail.chars().count()).copied()) {
            at += tail.chars().count();
        }
    }
    Some(at)
}

/// The end of a number that begins at `from`, and its digits before the point.
fn number(chars: &[char], from: usize) -> Option<(usize, usize)> {
    let run = |from: usize| chars.iter().skip(from).take_while(|c| c.is_ascii_digit()).count();
    let digits = run(from);
    let end = from + digits;
    let part = if chars.get(end) == Some(&'.') { run(end + 1) } else { 0 };
    (digits > 0).then_some((if part > 0 { end + 1 + part } else { end }, digits))
}

/// Steps over a unit of pay; a letter that goes on as a word (`5kg`) is none.
fn skip_unit(chars: &[char], at: &mut usize) -> bool {
    let next_is_letter = chars.get(*at + 1).is_some_and(char::is_ascii_alphabetic);
    let is_unit = match chars.get(*at) {
        Some('k' | 'w') => !next_is_letter,
        Some('千' | '万' | '元' | '薪') => true,
        _ => false,
    };
    if is_unit {
        *at += 1;
    }
    is_unit
}

/// A title made ready to be compared many times.
#[derive(Debug, Clone, PartialEq, Eq, Hash)]
pub struct Title {
    normal: String,
    /// Hash and weight, by hash; no hash twice.
    features: Vec<(u64, u32)>,
    weight: u32,
}

impl Title {
    /// The title's words and features, each weighed by how rare it is among the labels of the occupations.
    #[must_use]
    pub(crate) fn new(title: &str, among: &FeatureIndex) -> Self {
        let normal = normalise(title);
        let mut features: Vec<(u64, u32)> =
            hashes(&normal).into_iter().map(|hash| (hash, among.weight(hash))).collect();
        features.sort_unstable();
        features.dedup();
        let weight = features.iter().fold(0_u32, |sum, (_, weight)| sum.saturating_add(*weight));
        Self { normal, features, weight }
    }

    /// The words, as [`normalise`] leaves them.
    #[must_use]
    pub fn normal(&self) -> &str {
        &self.normal
    }

    pub(crate) fn features(&self) -> &[(u64, u32)] {
        &self.features
    }

    pub(crate) const fn weight(&self) -> u32 {
        self.weight
    }

    /// How much of two titles is the same, 0 to 1000 (the Dice coefficient over weighed features); the same words 1000.
    #[must_use]
    pub fn overlap(&self, other: &Self) -> i64 {
        if self.normal == other.normal {
            return if self.normal.is_empty() { 0 } else { 1000 };
        }
        let (mut left, mut right) = (self.features.iter().peekable(), other.features.iter().peekable());
        let mut shared = 0_u32;
        while let (Some((a, weight)), Some((b, _))) = (left.peek(), right.peek()) {
            match a.cmp(b) {
                std::cmp::Ordering::Less => {
                    left.next();
                }
                std::cmp::Ordering::Greater => {
                    right.next();
                }
                std::cmp::Ordering::Equal => {
                    shared = shared.saturating_add(*weight);
                    left.next();
                    right.next();
                }
            }
        }
        dice(shared, self.weight, other.weight)
    }
}

/// Twice what is shared over what there is, in per mille.
pub(crate) fn dice(shared: u32, one: u32, other: u32) -> i64 {
    (2000 * i64::from(shared)).checked_div(i64::from(one) + i64::from(other)).unwrap_or(0)
}

/// The features of a normalised title, hashed: every pair of neighbouring Chinese characters (a lone one by itself),
/// every other word, and the letter triples of words longer than three, their ends marked.
pub(crate) fn hashes(normal: &str) -> Vec<u64> {
    let mut found = Vec::new();
    for word in normal.split(' ') {
        let chars: Vec<char> = word.chars().collect();
        for run in chars.chunk_by(|a, b| is_han(*a) == is_han(*b)) {
            if run.first().copied().is_some_and(is_han) {
                match run {
                    [one] => found.push(hash('1', &[*one])),
                    _ => found.extend(run.windows(2).map(|pair| hash('2', pair))),
                }
            } else {
                found.push(hash('w', run));
                if run.len() > 3 {
                    let ends: Vec<char> =
                        std::iter::once('^').chain(run.iter().copied()).chain(std::iter::once('$')).collect();
                    found.extend(ends.windows(3).map(|triple| hash('3', triple)));
                }
            }
        }
    }
    found.retain(|hash| *hash != 0);
    found
}

/// Chinese characters: the unified ideographs with their first extensions.
pub(crate) const fn is_han(c: char) -> bool {
    matches!(c, '\u{3400}'..='\u{4dbf}' | '\u{4e00}'..='\u{9fff}' | '\u{f900}'..='\u{faff}' | '\u{20000}'..='\u{3134f}')
}

/// FNV-1a over the characters, the kind of feature first: the same on every machine and in every run.
fn hash(kind: char, chars: &[char]) -> u64 {
    if chars.is_empty() {
        return 0;
    }
    let mut hash = 0xcbf2_9ce4_8422_2325_u64;
    for c in std::iter::once(&kind).chain(chars) {
        for byte in u32::from(*c).to_le_bytes() {
            hash = (hash ^ u64::from(byte)).wrapping_mul(0x0100_0000_01b3);
        }
    }
    hash
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::Occupations;

    #[test]
    fn a_title_loses_what_is_not_the_occupation() {
        for (title, normal) in [
            ("急聘！长春 Ｊａｖａ开发工程师（8k-12k）", "java开发工程师"),
            ("算法工程师 2万-3万/月 双休", "算法工程师"),
            ("【吉林市】高薪诚聘 C++ 软件工程师 8000-12000元/月 14薪", "c++ 软件工程师"),
            ("5G网络优化工程师", "5g网络优化工程师"),
            ("3D设计师", "3d设计师"),
            ("Senior  Software\u{202e}\u{200b} Engineer\r\n(m/f/d)", "senior software engineer"),
            ("(((", ""),
            ("长春", "长春"),
            ("", ""),
        ] {
            assert_eq!(normalise(title), normal, "{title}");
        }
    }

    #[test]
    fn a_title_of_a_megabyte_is_read_to_its_limit() {
        let long = "算法工程师（".repeat(60_000);
        assert!(long.len() > 1_000_000);
        assert!(normalise(&long).chars().count() <= MAX_TITLE_CHARS);
        let ligatures = "\u{fdfa}".repeat(400_000);
        assert!(
            normalise(&ligatures).chars().count() <= MAX_TITLE_CHARS,
            "a character that unfolds to eighteen"
        );
    }

    #[test]
    fn control_and_bidirectional_characters_are_gone() {
        assert_eq!(clean("\u{202e}a\u{0}b\u{2066} c\u{feff}\t\t d "), "a b c d");
    }

    #[test]
    fn the_same_words_overlap_wholly_and_foreign_ones_not() {
        let table = Occupations::bundled();
        let title = |text| table.title(text);
        assert_eq!(title("Java开发工程师").overlap(&title("【长春】java开发工程师")), 1000);
        assert_eq!(title("会计").overlap(&title("nurse")), 0);
        assert_eq!(title("").overlap(&title("")), 0);
        let near = title("汽车销售顾问").overlap(&title("汽车销售"));
        let far = title("汽车销售顾问").overlap(&title("汽车设计工程师"));
        assert!(near > far && far > 0, "{near} {far}");
        let ending = title("软件工程师").overlap(&title("土建工程师"));
        assert!(ending < 400, "a common ending alone is little: {ending}");
        assert!(title("software developer").overlap(&title("software developers")) > 700);
    }
}
