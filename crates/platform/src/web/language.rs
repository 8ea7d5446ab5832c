//! Which language a caller reads.

use vocabulary::Lang;

/// What was chosen (in the preferences' cookie); else the browser's most wanted language that we speak (RFC 9110, 12.5.4);
/// else Chinese.
pub(super) fn preferred(preferences: &str, accepted: Option<&str>) -> Lang {
    let chosen = preferences.split('.').find_map(|word| match word {
        "zh" => Some(Lang::Zh),
        "en" => Some(Lang::En),
        _ => None,
    });
    chosen.or_else(|| most_wanted(accepted?)).unwrap_or_default()
}

fn most_wanted(accepted: &str) -> Option<Lang> {
    let mut wanted: Vec<(u16, Lang)> = accepted.split(',').filter_map(one).collect();
    // Stable: of two equally wanted, the one named first.
    wanted.sort_by_key(|(weight, _)| std::cmp::Reverse(*weight));
    wanted.first().map(|(_, lang)| *lang)
}

/// `en-GB;q=0.8` as 800 thousandths; nothing for another language, or one that is not wanted.
fn one(part: &str) -> Option<(u16, Lang)> {
    let mut pieces = part.split(';').map(str::trim);
    let lang = Lang::from_tag(pieces.next()?)?;
    let weight = pieces.find_map(|piece| piece.strip_prefix("q=")).map_or(Some(1000), thousandths)?;
    (weight > 0).then_some((weight, lang))
}

fn thousandths(text: &str) -> Option<u16> {
    let (whole, part) = text.split_once('.').unwrap_or((text, ""));
    let part = format!("{part:0<3}");
    let value = whole.parse::<u16>().ok()?.checked_mul(1000)?.checked_add(part.get(..3)?.parse().ok()?)?;
    (value <= 1000).then_some(value)
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_choice_comes_before_the_browser_and_the_browser_before_chinese() {
        for (preferences, accepted, lang) in [
            ("", None, Lang::Zh),
            ("en.large", Some("zh-CN"), Lang::En),
            ("large", Some("en-GB,en;q=0.9"), Lang::En),
            ("", Some("en;q=0.5, zh-CN;q=0.9"), Lang::Zh),
            ("", Some("ko, en;q=0.1, zh;q=0"), Lang::En),
            ("", Some("ko"), Lang::Zh),
            ("fr", Some(";;q=,en;q=2"), Lang::Zh),
        ] {
            assert_eq!(preferred(preferences, accepted), lang, "{preferences} {accepted:?}");
        }
    }
}
