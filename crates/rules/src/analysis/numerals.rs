//! Whole numbers written in Chinese letters.

/// Whether a letter stands in a Chinese number.
pub(super) const fn is_numeral(c: char) -> bool {
    matches!(c, '一' | '二' | '两' | '三' | '四' | '五' | '六' | '七' | '八' | '九' | '十' | '百' | '千')
}

/// 二十五, 一百, 两千: up to 9,999.
pub(super) fn chinese(text: &str) -> Option<i64> {
    let digit =
        |c: char| "零一二三四五六七八九".chars().position(|other| other == c || c == '两' && other == '二');
    let (mut total, mut last) = (0_i64, None);
    for c in text.chars() {
        let weight = match c {
            '十' => 10,
            '百' => 100,
            '千' => 1_000,
            c => {
                last = Some(i64::try_from(digit(c)?).ok()?);
                continue;
            }
        };
        total += last.take().unwrap_or(1) * weight;
    }
    Some(total + last.unwrap_or(0))
}
