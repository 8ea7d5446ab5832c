//! The functions of the language as an editor shows them. A test holds the names against the checker's.

/// Name, how it is called, what it is for in Chinese and English.
pub(super) const FUNCTIONS: &[(&str, &str, &str, &str)] = &[
    ("date", "date(\"2022-09-29\")", "日期", "A date"),
    ("money", "money(\"100.00\")", "本政策包币种的金额", "An amount in the pack's currency"),
    ("cny", "cny(\"100.00\")", "人民币金额", "An amount in CNY"),
    ("eur", "eur(\"100.00\")", "欧元金额", "An amount in EUR"),
    ("cad", "cad(\"100.00\")", "加元金额", "An amount in CAD"),
    ("has", "has(x)", "有值（不是“没有”）", "There is a value: not known to be absent"),
    ("known", "known(x)", "已经知道；只用于说明，不用于判断", "It is known; for notes, never to decide"),
    ("sum", "sum(list)", "合计", "The sum of a list"),
    ("size", "size(list)", "个数", "How many there are"),
    ("min", "min(a, b)", "较小者", "The least"),
    ("max", "max(a, b)", "较大者", "The greatest"),
    ("earlier", "earlier(a, b)", "较早的日期", "The earlier date"),
    ("later", "later(a, b)", "较晚的日期", "The later date"),
    ("years_between", "years_between(a, b)", "整年数", "Complete years from a to b"),
    ("months_between", "months_between(a, b)", "整月数", "Complete months from a to b"),
    ("days_between", "days_between(a, b)", "天数", "Days from a to b"),
    (
        "add_years",
        "add_years(d, n, \"clamp\")",
        "加几年；短月取月末 clamp 或下月一日 roll",
        "Some years later; in a short month the last day (clamp) or the first of the next (roll)",
    ),
    (
        "add_months",
        "add_months(d, n, \"clamp\")",
        "加几月；短月取月末 clamp 或下月一日 roll",
        "Some months later; in a short month the last day (clamp) or the first of the next (roll)",
    ),
    ("add_days", "add_days(d, n)", "加几天", "Some days later"),
    ("percent", "percent(m, \"15\")", "百分之几，须取整", "So many hundredths, to be rounded"),
    ("times", "times(m, \"0.75\")", "几倍，须取整", "So many times, to be rounded"),
    ("round_half_up", "round_half_up(m)", "四舍五入到分", "To the nearest minor unit, a half away from zero"),
    ("round_down", "round_down(m)", "向下取整到分", "To the next lower minor unit"),
    ("round_up", "round_up(m)", "向上取整到分", "To the next higher minor unit"),
    ("within", "within(place, \"220100\")", "在该地区内", "The place lies within the area"),
];

/// What is called on a list.
pub(super) const METHODS: &[(&str, &str, &str, &str)] = &[
    ("all", "list.all(m, …)", "每一个都成立", "It holds for each"),
    ("exists", "list.exists(m, …)", "至少一个成立", "It holds for at least one"),
    ("filter", "list.filter(m, …)", "其中成立的", "Those for whom it holds"),
    ("map", "list.map(m, …)", "每一个对应的值", "A value of each"),
];
