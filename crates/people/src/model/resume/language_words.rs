//! Words for languages and for how well they are spoken: ISO 639 codes, names in Chinese, English, Portuguese, French and
//! German, the six levels of the Common European Framework, and the usual words of résumés.

/// How well: the scheme `language_level` of policies/facts/person.yaml, the lowest first.
#[derive(Debug, Clone, Copy, PartialEq, Eq, PartialOrd, Ord, Hash)]
pub enum Level {
    /// Everyday conversation.
    Basic,
    /// Good enough for work.
    Working,
    /// Fluent.
    Fluent,
    /// First language.
    Native,
}

impl Level {
    /// The id in the scheme.
    #[must_use]
    pub const fn id(self) -> &'static str {
        match self {
            Self::Basic => "basic",
            Self::Working => "working",
            Self::Fluent => "fluent",
            Self::Native => "native",
        }
    }

    /// The level that words mean. The Framework's basic (A), independent (B) and proficient (C) users are put to basic,
    /// working and fluent: a proposal, as all of a draft.
    #[must_use]
    pub fn of_words(words: &str) -> Option<Self> {
        let words = words.trim().to_lowercase();
        LEVELS.iter().find(|(_, terms)| terms.contains(&words.as_str())).map(|(level, _)| *level)
    }
}

const LEVELS: &[(Level, &[&str])] = &[
    (
        Level::Native,
        &[
            "native",
            "native speaker",
            "mother tongue",
            "first language",
            "native or bilingual",
            "bilingual",
            "native or bilingual proficiency",
            "母语",
            "língua materna",
            "langue maternelle",
            "muttersprache",
            "nativo",
        ],
    ),
    (
        Level::Fluent,
        &[
            "c1",
            "c2",
            "fluent",
            "full professional proficiency",
            "流利",
            "精通",
            "熟练",
            "fluente",
            "courant",
            "fließend",
            "verhandlungssicher",
        ],
    ),
    (
        Level::Working,
        &[
            "b1",
            "b2",
            "working",
            "professional working proficiency",
            "working proficiency",
            "工作语言",
            "能用于工作",
        ],
    ),
    (
        Level::Basic,
        &[
            "a1",
            "a2",
            "basic",
            "elementary",
            "elementary proficiency",
            "beginner",
            "conversational",
            "日常会话",
            "日常交流",
            "基础",
            "入门",
            "básico",
            "débutant",
            "notions",
            "grundkenntnisse",
        ],
    ),
];

/// Two-letter code, three-letter codes (ISO 639-2 and 639-3), names.
type Names = (&'static str, &'static [&'static str], &'static [&'static str]);

const LANGUAGES: &[Names] = &[
    (
        "zh",
        &["zho", "chi", "cmn"],
        &[
            "chinese",
            "mandarin",
            "mandarin chinese",
            "chinês",
            "mandarim",
            "chinois",
            "chinesisch",
            "中文",
            "汉语",
            "普通话",
            "国语",
        ],
    ),
    ("en", &["eng"], &["english", "inglês", "anglais", "englisch", "英语", "英文"]),
    ("pt", &["por"], &["portuguese", "português", "portugais", "portugiesisch", "葡萄牙语", "葡语"]),
    ("fr", &["fra", "fre"], &["french", "francês", "français", "französisch", "法语", "法文"]),
    ("de", &["deu", "ger"], &["german", "alemão", "allemand", "deutsch", "德语", "德文"]),
    ("ja", &["jpn"], &["japanese", "japonês", "japonais", "japanisch", "日语", "日文", "日本語"]),
    ("ko", &["kor"], &["korean", "coreano", "coréen", "koreanisch", "韩语", "朝鲜语", "韩文", "한국어"]),
    ("ru", &["rus"], &["russian", "russo", "russe", "russisch", "俄语", "俄文", "русский"]),
    ("es", &["spa"], &["spanish", "espanhol", "espagnol", "spanisch", "西班牙语", "español"]),
    ("it", &["ita"], &["italian", "italiano", "italien", "italienisch", "意大利语"]),
    ("ar", &["ara"], &["arabic", "árabe", "arabe", "arabisch", "阿拉伯语"]),
    (
        "nl",
        &["nld", "dut"],
        &["dutch", "neerlandês", "néerlandais", "niederländisch", "荷兰语", "nederlands"],
    ),
    ("pl", &["pol"], &["polish", "polaco", "polonais", "polnisch", "波兰语", "polski"]),
    ("uk", &["ukr"], &["ukrainian", "ucraniano", "ukrainien", "ukrainisch", "乌克兰语"]),
    ("mn", &["mon"], &["mongolian", "mongol", "mongolisch", "蒙古语"]),
    ("vi", &["vie"], &["vietnamese", "vietnamita", "vietnamien", "vietnamesisch", "越南语"]),
    ("th", &["tha"], &["thai", "tailandês", "thaï", "thailändisch", "泰语"]),
    ("hi", &["hin"], &["hindi", "印地语"]),
    ("tr", &["tur"], &["turkish", "turco", "turc", "türkisch", "土耳其语"]),
    ("el", &["ell", "gre"], &["greek", "grego", "grec", "griechisch", "希腊语"]),
    ("ro", &["ron", "rum"], &["romanian", "romeno", "roumain", "rumänisch", "罗马尼亚语"]),
    ("cs", &["ces", "cze"], &["czech", "checo", "tchèque", "tschechisch", "捷克语"]),
    ("hu", &["hun"], &["hungarian", "húngaro", "hongrois", "ungarisch", "匈牙利语"]),
    ("sv", &["swe"], &["swedish", "sueco", "suédois", "schwedisch", "瑞典语"]),
    ("fi", &["fin"], &["finnish", "finlandês", "finnois", "finnisch", "芬兰语"]),
    ("da", &["dan"], &["danish", "dinamarquês", "danois", "dänisch", "丹麦语"]),
    ("no", &["nor"], &["norwegian", "norueguês", "norvégien", "norwegisch", "挪威语"]),
    ("bg", &["bul"], &["bulgarian", "búlgaro", "bulgare", "bulgarisch", "保加利亚语"]),
    ("id", &["ind"], &["indonesian", "indonésio", "indonésien", "indonesisch", "印度尼西亚语", "印尼语"]),
    ("ug", &["uig"], &["uyghur", "uighur", "维吾尔语"]),
    ("bo", &["bod", "tib"], &["tibetan", "藏语"]),
    ("kk", &["kaz"], &["kazakh", "哈萨克语"]),
];

/// The other two-letter codes of ISO 639-1, taken as they are.
const OTHER_CODES: &[&str] = &[
    "aa", "ab", "ae", "af", "ak", "am", "an", "as", "av", "ay", "az", "ba", "be", "bi", "bm", "bn", "br",
    "bs", "ca", "ce", "ch", "co", "cr", "cu", "cv", "cy", "dv", "dz", "ee", "eo", "et", "eu", "fa", "ff",
    "fj", "fo", "fy", "ga", "gd", "gl", "gn", "gu", "gv", "ha", "he", "ho", "hr", "ht", "hy", "hz", "ia",
    "ie", "ig", "ii", "ik", "io", "is", "iu", "jv", "ka", "kg", "ki", "kj", "kl", "km", "kn", "kr", "ks",
    "ku", "kv", "kw", "ky", "la", "lb", "lg", "li", "ln", "lo", "lt", "lu", "lv", "mg", "mh", "mi", "mk",
    "ml", "mr", "ms", "mt", "my", "na", "nb", "nd", "ne", "ng", "nn", "nr", "nv", "ny", "oc", "oj", "om",
    "or", "os", "pa", "pi", "ps", "qu", "rm", "rn", "rw", "sa", "sc", "sd", "se", "sg", "si", "sk", "sl",
    "sm", "sn", "so", "sq", "sr", "ss", "st", "su", "sw", "ta", "te", "tg", "ti", "tk", "tl", "tn", "to",
    "ts", "tt", "tw", "ty", "ur", "uz", "ve", "vo", "wa", "wo", "xh", "yi", "yo", "za", "zu",
];

/// The two-letter code of a language by its name or code; `None` if the words name none.
#[must_use]
pub fn code_of(words: &str) -> Option<&'static str> {
    let words = words.trim().to_lowercase();
    let tag = words.split(['-', '_']).next().unwrap_or_default();
    let named = LANGUAGES
        .iter()
        .find(|(code, codes, names)| tag == *code || codes.contains(&tag) || names.contains(&words.as_str()));
    named.map(|(code, ..)| *code).or_else(|| OTHER_CODES.iter().find(|code| **code == tag).copied())
}

/// What a language is called in Chinese or in English; `None` for codes without a name here.
#[must_use]
pub fn name_of(code: &str, lang: vocabulary::Lang) -> Option<String> {
    let (.., names) = LANGUAGES.iter().find(|(known, ..)| *known == code)?;
    let is_chinese = |name: &&&str| name.chars().all(|c| ('\u{4e00}'..='\u{9fff}').contains(&c));
    let name = match lang {
        vocabulary::Lang::Zh => names.iter().find(is_chinese)?,
        vocabulary::Lang::En => names.first()?,
    };
    let mut letters = name.chars();
    let first = letters.next()?;
    Some(first.to_uppercase().chain(letters).collect())
}

#[cfg(test)]
mod tests {
    use super::*;

    #[test]
    fn languages_are_known_by_name_and_code() {
        for (words, code) in [
            ("English", "en"),
            ("zh-CN", "zh"),
            ("eng", "en"),
            ("普通话", "zh"),
            ("Português", "pt"),
            ("sw", "sw"),
            ("FRE", "fr"),
        ] {
            assert_eq!(code_of(words), Some(code), "{words}");
        }
        for words in ["", "Klingon", "xx", "English teacher"] {
            assert_eq!(code_of(words), None, "{words}");
        }
    }

    #[test]
    fn every_named_language_has_a_name_in_both_languages() {
        use vocabulary::Lang;
        for (code, ..) in LANGUAGES {
            assert!(name_of(code, Lang::Zh).is_some() && name_of(code, Lang::En).is_some(), "{code}");
        }
        assert_eq!(name_of("ja", Lang::Zh).as_deref(), Some("日语"));
        assert_eq!(name_of("ja", Lang::En).as_deref(), Some("Japanese"));
        assert_eq!(name_of("sw", Lang::En), None);
    }

    #[test]
    fn no_code_or_name_belongs_to_two_languages() {
        let mut all: Vec<&str> = OTHER_CODES.to_vec();
        for (code, codes, names) in LANGUAGES {
            all.push(code);
            all.extend(*codes);
            all.extend(*names);
        }
        let count = all.len();
        all.sort_unstable();
        all.dedup();
        assert_eq!(all.len(), count);
    }

    #[test]
    fn levels_are_understood_or_left_open() {
        assert_eq!(Level::of_words(" Native speaker "), Some(Level::Native));
        assert_eq!(Level::of_words("B2"), Some(Level::Working));
        assert_eq!(Level::of_words("流利"), Some(Level::Fluent));
        assert_eq!(Level::of_words("so-so"), None);
    }
}
