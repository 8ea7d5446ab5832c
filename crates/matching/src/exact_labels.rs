//! The codes of a title that is a label, word for word. Tens of thousands of short texts: they stand in one text, in order,
//! and are found by halving.

use crate::occupations::Code;

/// Labels with their codes.
#[derive(Debug, Default)]
pub(crate) struct ExactLabels {
    texts: String,
    /// By text, then by code; none twice.
    labels: Vec<Label>,
}

/// Where a label's text stands in `texts`, and what it stands for.
#[derive(Debug, Clone, Copy)]
struct Label {
    from: u32,
    to: u32,
    code: Code,
}

impl ExactLabels {
    /// Labels, normalised, with their codes.
    pub(crate) fn of(all: impl Iterator<Item = (String, Code)>) -> Self {
        let mut texts = String::new();
        let mut labels = Vec::new();
        let end = |texts: &String| u32::try_from(texts.len()).unwrap_or(u32::MAX);
        for (text, code) in all {
            let from = end(&texts);
            texts.push_str(&text);
            labels.push(Label { from, to: end(&texts), code });
        }
        labels.sort_by(|a, b| (a.text(&texts), a.code).cmp(&(b.text(&texts), b.code)));
        labels.dedup_by(|a, b| (a.text(&texts), a.code) == (b.text(&texts), b.code));
        texts.shrink_to_fit();
        labels.shrink_to_fit();
        Self { texts, labels }
    }

    /// The codes of a label; none if there is no such label.
    pub(crate) fn codes(&self, text: &str) -> impl Iterator<Item = Code> + Clone {
        let from = self.labels.partition_point(|label| label.text(&self.texts) < text);
        let rest = self.labels.get(from..).unwrap_or_default();
        rest.iter().take_while(move |label| label.text(&self.texts) == text).map(|label| label.code)
    }
}

impl Label {
    fn text(self, texts: &str) -> &str {
        let place = |at: u32| usize::try_from(at).unwrap_or(usize::MAX);
        texts.get(place(self.from)..place(self.to)).unwrap_or_default()
    }
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn a_label_has_each_of_its_codes_once_and_no_other_label_has_any() {
        let code = |text: &str| Code::Isco(text.parse().unwrap());
        let named = [("焊工", "7212"), ("nurse", "2221"), ("焊工", "7213"), ("焊工", "7212"), ("焊", "1")];
        let labels = ExactLabels::of(named.into_iter().map(|(text, isco)| (text.to_owned(), code(isco))));
        let codes = |text: &str| labels.codes(text).collect::<Vec<_>>();
        assert_eq!(codes("焊工"), [code("7212"), code("7213")]);
        assert_eq!(codes("焊"), [code("1")]);
        assert_eq!(codes("nurse"), [code("2221")]);
        for other in ["", "nurs", "nurses", "焊工人"] {
            assert_eq!(codes(other), [], "{other}");
        }
    }
}
