//! Words for degrees in Chinese, English, Portuguese, French and German, and the degree of the programme's scheme that
//! each means. Words that may mean two things (Licence, Diplom, 研究生, Baccalauréat) mean nothing here: the person is asked.

/// A degree: the scheme `degree` of policies/facts/person.yaml, the lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Degree {
    /// 高中
    UpperSecondary,
    /// 中专或技校
    SecondaryVocational,
    /// 大专; short-cycle tertiary (ISCED 5) elsewhere.
    JuniorCollege,
    /// 本科
    Bachelor,
    /// 硕士
    Master,
    /// 博士
    Doctor,
}

use Degree::{Bachelor, Doctor, JuniorCollege, Master, SecondaryVocational, UpperSecondary};

/// Chinese terms, sought anywhere in the words.
const CHINESE: &[(&str, Degree)] = &[
    ("博士", Doctor),
    ("硕士", Master),
    ("学士", Bachelor),
    ("本科", Bachelor),
    ("专升本", Bachelor),
    ("大专", JuniorCollege),
    ("专科", JuniorCollege),
    ("高职", JuniorCollege),
    ("中专", SecondaryVocational),
    ("中职", SecondaryVocational),
    ("技校", SecondaryVocational),
    ("职高", SecondaryVocational),
    ("职业高中", SecondaryVocational),
    ("高中", UpperSecondary),
    ("普高", UpperSecondary),
];

/// With one of these a Chinese term is not a degree that was awarded, or not one of ours.
const CHINESE_DOUBTS: &[&str] =
    &["博士后", "在读", "肄业", "结业", "未毕业", "未取得", "预科", "同等学力", "大中专", "荣誉", "名誉"];

/// Terms that must be all of the words.
const WHOLE: &[(&str, Degree)] = &[
    ("doctor", Doctor),
    ("doktor", Doctor),
    ("doutor", Doctor),
    ("doutora", Doctor),
    ("doctorat", Doctor),
    ("master", Master),
    ("ma", Master),
    ("ms", Master),
    ("mestre", Master),
    ("magister", Master),
    ("bachelor", Bachelor),
    ("ba", Bachelor),
    ("bs", Bachelor),
    ("licenciado", Bachelor),
    ("licenciada", Bachelor),
    ("high school", UpperSecondary),
    ("abitur", UpperSecondary),
    ("matura", UpperSecondary),
    ("bts", JuniorCollege),
    ("dut", JuniorCollege),
];

/// Terms with which the words begin; whatever follows is the subject.
const OPENING: &[(&str, Degree)] = &[
    // English
    ("phd", Doctor),
    ("dphil", Doctor),
    ("ph d", Doctor),
    ("doctorate", Doctor),
    ("doctoral degree", Doctor),
    ("doctors degree", Doctor),
    ("doctor of philosophy", Doctor),
    ("doctor of science", Doctor),
    ("doctor of engineering", Doctor),
    ("masters", Master),
    ("master of", Master),
    ("master in", Master),
    ("master degree", Master),
    ("msc", Master),
    ("m sc", Master),
    ("meng", Master),
    ("m eng", Master),
    ("mba", Master),
    ("mphil", Master),
    ("llm", Master),
    ("ma in", Master),
    ("bachelors", Bachelor),
    ("bachelor of", Bachelor),
    ("bachelor in", Bachelor),
    ("bachelor degree", Bachelor),
    ("bsc", Bachelor),
    ("b sc", Bachelor),
    ("beng", Bachelor),
    ("b eng", Bachelor),
    ("bba", Bachelor),
    ("llb", Bachelor),
    ("ba in", Bachelor),
    ("undergraduate degree", Bachelor),
    ("associate degree", JuniorCollege),
    ("associates degree", JuniorCollege),
    ("associate of", JuniorCollege),
    ("high school diploma", UpperSecondary),
    ("upper secondary school", UpperSecondary),
    ("a levels", UpperSecondary),
    // Portuguese; CTeSP is ISCED 5
    ("doutoramento", Doctor),
    ("doutorado em", Doctor),
    ("doutor em", Doctor),
    ("doutora em", Doctor),
    ("mestrado", Master),
    ("mestre em", Master),
    ("licenciatura", Bachelor),
    ("licenciado em", Bachelor),
    ("licenciada em", Bachelor),
    ("bacharelato", Bachelor),
    ("bacharelado", Bachelor),
    ("bacharel em", Bachelor),
    ("curso técnico superior profissional", JuniorCollege),
    ("ctesp", JuniorCollege),
    ("ensino secundário", UpperSecondary),
    ("12º ano", UpperSecondary),
    // French; BTS and DUT are ISCED 5
    ("doctorat en", Doctor),
    ("doctorat de", Doctor),
    ("doctorat ès", Doctor),
    ("docteur en", Doctor),
    ("master en", Master),
    ("master de", Master),
    ("master professionnel", Master),
    ("master recherche", Master),
    ("licence en", Bachelor),
    ("licence de", Bachelor),
    ("licence professionnelle", Bachelor),
    ("bachelor universitaire de technologie", Bachelor),
    ("brevet de technicien supérieur", JuniorCollege),
    ("diplôme universitaire de technologie", JuniorCollege),
    ("bts en", JuniorCollege),
    ("dut en", JuniorCollege),
    ("baccalauréat professionnel", SecondaryVocational),
    ("baccalauréat général", UpperSecondary),
    ("baccalauréat technologique", UpperSecondary),
    // German
    ("doktor der", Doctor),
    ("doktorgrad", Doctor),
    ("dr rer nat", Doctor),
    ("dr ing", Doctor),
    ("dr phil", Doctor),
    ("dr rer pol", Doctor),
    ("masterabschluss", Master),
    ("masterstudium", Master),
    ("magister artium", Master),
    ("bachelorabschluss", Bachelor),
    ("bachelorstudium", Bachelor),
    ("allgemeine hochschulreife", UpperSecondary),
    ("abgeschlossene berufsausbildung", SecondaryVocational),
];

/// With one of these words the degree was not awarded, or is not one of study.
const DOUBTS: &[&str] = &[
    "candidate",
    "candidato",
    "candidat",
    "student",
    "ongoing",
    "expected",
    "progress",
    "pursuing",
    "incomplete",
    "unfinished",
    "abd",
    "honoris",
    "honorary",
    "curso de preparação",
    "frequência",
    "incompleto",
    "incompleta",
    "laufend",
    "abgebrochen",
    "cours",
    "inachevé",
    "ceremonies",
    "works",
];

impl Degree {
    /// The id in the scheme.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            UpperSecondary => "upper_secondary",
            SecondaryVocational => "secondary_vocational",
            JuniorCollege => "junior_college",
            Bachelor => "bachelor",
            Master => "master",
            Doctor => "doctor",
        }
    }

    /// The degree that words mean; `None` if they mean none for certain.
    #[must_use]
    pub fn of_words(words: &str) -> Option<Self> {
        Self::of_chinese(words).or_else(|| Self::of_latin(&plain(words)))
    }

    fn of_chinese(words: &str) -> Option<Self> {
        if CHINESE_DOUBTS.iter().any(|doubt| words.contains(doubt)) {
            return None;
        }
        let mut found = CHINESE.iter().filter(|(term, _)| words.contains(term)).map(|(_, degree)| *degree);
        let first = found.next()?;
        // Two different degrees in one line (硕博连读) leave open which was awarded.
        found.all(|other| other == first).then_some(first)
    }

    fn of_latin(words: &str) -> Option<Self> {
        if DOUBTS.iter().any(|doubt| words.split(' ').any(|word| word == *doubt)) {
            return None;
        }
        let whole = WHOLE.iter().find(|(term, _)| words == *term);
        let opens = |term: &str| {
            words.strip_prefix(term).is_some_and(|rest| rest.is_empty() || rest.starts_with(' '))
        };
        whole.or_else(|| OPENING.iter().find(|(term, _)| opens(term))).map(|(_, degree)| *degree)
    }
}

/// Small letters, words parted by one space, without dots and apostrophes: `M.Sc.` is `msc`, `Master’s` is `masters`.
fn plain(words: &str) -> String {
    let without: String = words.chars().filter(|c| !matches!(c, '.' | '\'' | '’')).collect();
    let lower = without.to_lowercase();
    let parts = lower.split(|c: char| !c.is_alphanumeric() && c != 'º');
    parts.filter(|part| !part.is_empty()).collect::<Vec<_>>().join(" ")
}

#[cfg(test)]
mod tests {
    use super::*;
    use proptest::prelude::*;

    #[test]
    fn known_words_in_five_languages_are_understood() {
        for (words, degree) in [
            ("博士研究生", Doctor),
            ("工学硕士", Master),
            ("大学本科（学士）", Bachelor),
            ("专升本", Bachelor),
            ("大学专科", JuniorCollege),
            ("中专", SecondaryVocational),
            ("高中", UpperSecondary),
            ("Ph.D. in Agronomy", Doctor),
            ("PhD", Doctor),
            ("Master's degree", Master),
            ("M.Sc. Engineering", Master),
            ("MASTER OF SCIENCE", Master),
            ("Bachelor", Bachelor),
            ("B.A.", Bachelor),
            ("Bachelor’s", Bachelor),
            ("Associate degree", JuniorCollege),
            ("Licenciatura em Engenharia Civil", Bachelor),
            ("Mestrado Integrado em Medicina", Master),
            ("Doutoramento", Doctor),
            ("12.º ano", UpperSecondary),
            ("Licence en droit", Bachelor),
            ("Master en informatique", Master),
            ("Doctorat", Doctor),
            ("Dr.-Ing.", Doctor),
            ("Bachelorabschluss", Bachelor),
            ("Abitur", UpperSecondary),
        ] {
            assert_eq!(Degree::of_words(words), Some(degree), "{words}");
        }
    }

    #[test]
    fn doubtful_words_mean_no_degree() {
        for words in [
            "",
            "研究生",
            "博士后",
            "博士在读",
            "硕博连读",
            "本科肄业",
            "PhD candidate",
            "Master craftsman",
            "Masterclass",
            "Licence",
            "Diplom",
            "Baccalauréat",
            "Doctor of Medicine",
            "Bachelor of Arts (in progress)",
            "Certificate",
            "Doctor honoris causa",
            "Meister",
            "Master of Ceremonies",
        ] {
            assert_eq!(Degree::of_words(words), None, "{words}");
        }
    }

    proptest! {
        #[test]
        fn case_and_dots_do_not_matter(upper in any::<bool>(), at in 0..OPENING.len()) {
            let (term, degree) = OPENING[at];
            let words = if upper { term.to_uppercase() } else { format!("{term}. X") };
            prop_assert_eq!(Degree::of_words(&words), Some(degree));
        }
    }
}
