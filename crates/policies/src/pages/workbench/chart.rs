//! Who is entitled before and after, as a chart: one SVG without a script. Bars are as wide as the screen lets them be, and
//! the words keep their size. Everything it says stands in the table under it.

use crate::model::{Figure, MeasureFigures};
use platform::{
    Lang,
    components::{Content, Page},
    texts,
};
use std::fmt::Write as _;

/// The longest bar, in thousandths of the width: beside it stands its number.
const LONGEST: u64 = 620;
/// How much room a measure takes, in tenths of the size of the letters: a line of words, two bars, a gap.
const BLOCK: usize = 46;
/// Words longer than this are cut: an SVG does not break lines. The table has them whole.
const WIDEST: usize = 36;

/// The chart of these measures.
pub(super) fn chart(page: &Page, measures: &[MeasureFigures], lang: Lang) -> Content {
    let sides = |measure: &MeasureFigures| {
        [measure.before.as_ref().map(|side| side.yes), measure.after.as_ref().map(|side| side.yes)]
    };
    let told = measures.iter().flat_map(sides).flatten().filter_map(Figure::told);
    let most = told.max().unwrap_or(0).max(1);
    let height = BLOCK * measures.len();
    let mut svg = format!(
        "<svg class=\"wotu-chart__bars\" width=\"100%\" height=\"{}em\" role=\"img\" aria-labelledby=\"chart-title\">",
        tenths(height)
    );
    for (place, measure) in measures.iter().enumerate() {
        let top = place * BLOCK;
        let title = super::words(&measure.title, lang);
        // Writing into a text does not fail.
        let _ = write!(
            svg,
            "<text class=\"wotu-chart__name\" x=\"0\" y=\"{}em\">{}</text>",
            tenths(top + 12),
            Content::from(cut(&title))
        );
        for (row, (side, class)) in sides(measure).into_iter().zip(["before", "after"]).enumerate() {
            let y = top + 17 + row * 13;
            let words = side.map_or_else(|| page.t("policies-simulation-absent"), |side| figure(page, side));
            let width =
                side.and_then(Figure::told).map_or(0, |persons| persons.saturating_mul(LONGEST) / most);
            let _ = write!(
                svg,
                "<rect class=\"wotu-chart__bar wotu-chart__bar--{class}\" x=\"0\" y=\"{}em\" width=\"{}%\" height=\"1.1em\"/><text class=\"wotu-chart__number\" x=\"100%\" y=\"{}em\" text-anchor=\"end\">{}</text>",
                tenths(y),
                tenths(usize::try_from(width).unwrap_or(0)),
                tenths(y + 9),
                Content::from(words)
            );
        }
    }
    svg.push_str("</svg>");
    Content::html(svg)
}

/// A number of persons in words: the number, "fewer than 10", or that it is not told.
pub(super) fn figure(page: &Page, figure: Figure) -> String {
    match figure {
        Figure::Persons(persons) => texts::grouped(persons),
        Figure::FewerThanTen => page.t("policies-simulation-few"),
        Figure::Withheld => page.t("policies-simulation-withheld"),
    }
}

/// `123` is `12.3`: no floating point is needed for a drawing.
fn tenths(number: usize) -> String {
    format!("{}.{}", number / 10, number % 10)
}

/// A Chinese character is as wide as two letters.
fn cut(words: &str) -> String {
    let mut room = WIDEST;
    let mut shown = String::new();
    for letter in words.chars() {
        let width = if letter.is_ascii() { 1 } else { 2 };
        if width > room {
            shown.push('…');
            return shown;
        }
        room -= width;
        shown.push(letter);
    }
    shown
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn words_are_cut_by_their_width_and_numbers_need_no_floating_point() {
        assert_eq!(cut("安家补贴"), "安家补贴");
        assert_eq!(cut(&"补".repeat(20)), format!("{}…", "补".repeat(18)));
        assert_eq!(cut(&"a".repeat(40)), format!("{}…", "a".repeat(36)));
        assert_eq!(
            (tenths(0), tenths(7), tenths(123)),
            ("0.0".to_owned(), "0.7".to_owned(), "12.3".to_owned())
        );
    }
}
