//! The functions of the language as an editor shows them. A test holds the names against the checker's.

/// Name and how it is called. What it is for stands under `function-…` in `text/{zh,en}.ftl`.
pub(super) const FUNCTIONS: &[(&str, &str)] = &[
    ("date", "date(\"2022-09-29\")"),
    ("money", "money(\"100.00\")"),
    ("cny", "cny(\"100.00\")"),
    ("eur", "eur(\"100.00\")"),
    ("cad", "cad(\"100.00\")"),
    ("has", "has(x)"),
    ("known", "known(x)"),
    ("sum", "sum(list)"),
    ("size", "size(list)"),
    ("min", "min(a, b)"),
    ("max", "max(a, b)"),
    ("earlier", "earlier(a, b)"),
    ("later", "later(a, b)"),
    ("years_between", "years_between(a, b)"),
    ("months_between", "months_between(a, b)"),
    ("days_between", "days_between(a, b)"),
    ("add_years", "add_years(d, n, \"clamp\")"),
    ("add_months", "add_months(d, n, \"clamp\")"),
    ("add_days", "add_days(d, n)"),
    ("percent", "percent(m, \"15\")"),
    ("times", "times(m, \"0.75\")"),
    ("round_half_up", "round_half_up(m)"),
    ("round_down", "round_down(m)"),
    ("round_up", "round_up(m)"),
    ("within", "within(place, \"220100\")"),
];

/// What is called on a list.
pub(super) const METHODS: &[(&str, &str)] = &[
    ("all", "list.all(m, …)"),
    ("exists", "list.exists(m, …)"),
    ("filter", "list.filter(m, …)"),
    ("map", "list.map(m, …)"),
];
