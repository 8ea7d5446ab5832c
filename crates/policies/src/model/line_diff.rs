//! Which lines of a text were taken out and which put in (Myers 1986, the greedy form), bounded: two texts with little in
//! common are shown as one block taken out and one put in.

/// How many lines may be taken out or put in before it is called another text. The search keeps as many rows.
const MOST_EDITS: usize = 1_500;

/// One line of a comparison.
#[derive(Debug, Clone, PartialEq, Eq)]
pub enum Line<'t> {
    /// In both: its number before and after, from 1.
    Same(usize, usize, &'t str),
    /// Only before.
    Out(usize, &'t str),
    /// Only after.
    In(usize, &'t str),
}

impl Line<'_> {
    const fn is_same(&self) -> bool {
        matches!(self, Self::Same(..))
    }
}

/// Compares two texts line by line.
#[must_use]
pub fn lines<'t>(before: &'t str, after: &'t str) -> Vec<Line<'t>> {
    let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
    let head = old.iter().zip(&new).take_while(|(a, b)| a == b).count();
    let (old_rest, new_rest) = (old.get(head..).unwrap_or_default(), new.get(head..).unwrap_or_default());
    let tail = old_rest.iter().rev().zip(new_rest.iter().rev()).take_while(|(a, b)| a == b).count();
    let middle = |rest: &[&'t str]| rest.get(..rest.len() - tail).unwrap_or_default().to_vec();
    let (old_middle, new_middle) = (middle(old_rest), middle(new_rest));
    let same = |range: std::ops::Range<usize>, shift: isize| {
        let old = old.get(range.clone()).unwrap_or_default();
        range
            .zip(old)
            .map(|(at, line)| Line::Same(at + 1, (at + 1).saturating_add_signed(shift), line))
            .collect::<Vec<_>>()
    };
    let mut found = same(0..head, 0);
    found.extend(middle_lines(&old_middle, &new_middle, head));
    let shift = isize::try_from(new.len()).unwrap_or(0) - isize::try_from(old.len()).unwrap_or(0);
    found.extend(same(old.len() - tail..old.len(), shift));
    found
}

/// What differs, with so many lines around it; a gap between two parts is `None`.
#[must_use]
pub fn excerpts<'t>(lines: &[Line<'t>], around: usize) -> Vec<Option<Line<'t>>> {
    let is_near = |at: usize| {
        let from = at.saturating_sub(around);
        lines
            .get(from..(at + around + 1).min(lines.len()))
            .is_some_and(|near| near.iter().any(|l| !l.is_same()))
    };
    let mut found: Vec<Option<Line<'t>>> = Vec::new();
    let mut is_gap = false;
    for (at, line) in lines.iter().enumerate() {
        if is_near(at) {
            if is_gap && !found.is_empty() {
                found.push(None);
            }
            found.push(Some(line.clone()));
            is_gap = false;
        } else {
            is_gap = true;
        }
    }
    found
}

fn middle_lines<'t>(old: &[&'t str], new: &[&'t str], head: usize) -> Vec<Line<'t>> {
    let Some(script) = script(old, new) else {
        let out = old.iter().enumerate().map(|(at, line)| Line::Out(head + at + 1, line));
        let put = new.iter().enumerate().map(|(at, line)| Line::In(head + at + 1, line));
        return out.chain(put).collect();
    };
    let (mut x, mut y) = (0, 0);
    let mut found = Vec::with_capacity(script.len());
    for edit in script {
        let line = match edit {
            Edit::Keep => old.get(x).map(|line| Line::Same(head + x + 1, head + y + 1, line)),
            Edit::Out => old.get(x).map(|line| Line::Out(head + x + 1, line)),
            Edit::In => new.get(y).map(|line| Line::In(head + y + 1, line)),
        };
        found.extend(line);
        x += usize::from(edit != Edit::In);
        y += usize::from(edit != Edit::Out);
    }
    found
}

#[derive(Clone, Copy, PartialEq, Eq)]
enum Edit {
    Keep,
    Out,
    In,
}

/// The furthest `x` reached on each diagonal `x - y`, from `-reach` to `reach`.
#[derive(Clone)]
struct Front {
    reach: usize,
    furthest: Vec<usize>,
}

impl Front {
    fn at(&self, diagonal: isize) -> Option<usize> {
        let place = usize::try_from(diagonal + isize::try_from(self.reach).ok()?).ok()?;
        self.furthest.get(place).copied()
    }

    /// Whether one comes to `diagonal` from the one above (a line put in) rather than the one below (a line taken out),
    /// and where.
    fn step(&self, diagonal: isize) -> (bool, usize) {
        match (self.at(diagonal - 1), self.at(diagonal + 1)) {
            (Some(out), Some(put)) if out >= put => (false, out + 1),
            (Some(_), Some(put)) => (true, put),
            (Some(out), None) => (false, out + 1),
            (None, Some(put)) => (true, put),
            (None, None) => (false, 0),
        }
    }
}

/// The shortest script, or nothing if it is longer than [`MOST_EDITS`].
fn script(old: &[&str], new: &[&str]) -> Option<Vec<Edit>> {
    let snake = |diagonal: isize, mut x: usize| {
        let y = |x: usize| x.checked_add_signed(-diagonal);
        while let Some(y) = y(x)
            && x < old.len()
            && old.get(x) == new.get(y)
        {
            x += 1;
        }
        x
    };
    let goal = isize::try_from(old.len()).ok()? - isize::try_from(new.len()).ok()?;
    let mut fronts: Vec<Front> = Vec::new();
    for edits in 0..=MOST_EDITS {
        let reach = isize::try_from(edits).ok()?;
        let mut furthest = Vec::with_capacity(2 * edits + 1);
        for diagonal in -reach..=reach {
            // Only every second diagonal is reached with so many edits; the others keep what was reached before.
            let is_reached = (diagonal + reach) % 2 == 0;
            let start = match fronts.last() {
                None => 0,
                Some(last) if is_reached => last.step(diagonal).1,
                Some(last) => last.at(diagonal).unwrap_or(0),
            };
            furthest.push(if is_reached { snake(diagonal, start) } else { start });
        }
        let front = Front { reach: edits, furthest };
        let is_there = (goal + reach) % 2 == 0 && front.at(goal).is_some_and(|x| x >= old.len());
        fronts.push(front);
        if is_there {
            return Some(back(&fronts, old.len(), goal));
        }
    }
    None
}

/// Walks back from the end along the fronts.
fn back(fronts: &[Front], end: usize, goal: isize) -> Vec<Edit> {
    let mut script = Vec::new();
    let (mut x, mut diagonal) = (end, goal);
    for pair in fronts.windows(2).rev() {
        let Some(last) = pair.first() else { break };
        let (is_in, start) = last.step(diagonal);
        script.extend(std::iter::repeat_n(Edit::Keep, x.saturating_sub(start)));
        if is_in {
            script.push(Edit::In);
            (x, diagonal) = (start, diagonal + 1);
        } else {
            script.push(Edit::Out);
            (x, diagonal) = (start.saturating_sub(1), diagonal - 1);
        }
    }
    script.extend(std::iter::repeat_n(Edit::Keep, x));
    script.reverse();
    script
}

#[cfg(test)]
mod tests {
    use super::*;

    /// One side of a comparison, put together again, with numbers that must count.
    fn side(lines: &[Line<'_>], is_after: bool) -> Vec<String> {
        let mut found = Vec::new();
        for line in lines {
            let (number, text) = match (line, is_after) {
                (Line::Same(_, number, text), true) | (Line::Same(number, _, text), false) => (number, text),
                (Line::In(number, text), true) | (Line::Out(number, text), false) => (number, text),
                _ => continue,
            };
            found.push((*text).to_owned());
            assert_eq!(*number, found.len(), "{lines:?}");
        }
        found
    }

    fn edits(before: &str, after: &str) -> usize {
        let lines = lines(before, after);
        assert_eq!(side(&lines, false), before.lines().collect::<Vec<_>>(), "{before:?} {after:?}");
        assert_eq!(side(&lines, true), after.lines().collect::<Vec<_>>(), "{before:?} {after:?}");
        lines.iter().filter(|line| !line.is_same()).count()
    }

    /// The length of the shortest script, by the longest common subsequence.
    fn least(before: &str, after: &str) -> usize {
        let (old, new): (Vec<&str>, Vec<&str>) = (before.lines().collect(), after.lines().collect());
        let mut table = vec![vec![0_usize; new.len() + 1]; old.len() + 1];
        for (i, a) in old.iter().enumerate() {
            for (j, b) in new.iter().enumerate() {
                table[i + 1][j + 1] =
                    if a == b { table[i][j] + 1 } else { table[i][j + 1].max(table[i + 1][j]) };
            }
        }
        old.len() + new.len() - 2 * table[old.len()][new.len()]
    }

    #[test]
    fn every_pair_of_short_texts_is_compared_with_the_fewest_lines() {
        let texts: Vec<String> = (0..3_usize.pow(5))
            .map(|number| {
                let line = |place: u32| ["a\n", "b\n", ""][number / 3_usize.pow(place) % 3];
                (0..5).map(line).collect()
            })
            .collect();
        for before in &texts {
            for after in &texts {
                assert_eq!(edits(before, after), least(before, after), "{before:?} {after:?}");
            }
        }
    }

    #[test]
    fn one_changed_line_is_one_out_and_one_in_with_its_numbers() {
        let found = lines("a\nb\nc\n", "a\nx\nc\n");
        assert_eq!(
            found,
            [Line::Same(1, 1, "a"), Line::Out(2, "b"), Line::In(2, "x"), Line::Same(3, 3, "c")]
        );
    }

    #[test]
    fn another_text_altogether_is_shown_as_blocks_and_soon() {
        let long = |word: &str| (0..20_000).map(|n| format!("{word} {n}\n")).collect::<String>();
        assert_eq!(edits(&long("a"), &long("b")), 40_000);
    }

    #[test]
    fn an_excerpt_leaves_out_what_is_far_from_any_change() {
        let before: String = (0..30).map(|n| format!("{n}\n")).collect();
        let after = before.replace("\n5\n", "\nfive\n").replace("\n20\n", "\ntwenty\n");
        let lines = lines(&before, &after);
        let shown = excerpts(&lines, 2);
        assert_eq!(shown.iter().filter(|line| line.is_none()).count(), 1);
        assert_eq!(shown.len(), 2 * (2 + 2 + 2) + 1);
        assert!(excerpts(&super::lines("a\n", "a\n"), 3).is_empty());
    }
}
