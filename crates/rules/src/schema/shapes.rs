//! The table of shapes: every mapping of the YAML with its keys, in the order in which docs/packs.md shows them. A key that
//! the loader learns stands here too, in its place.

/// What the value of a key is.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub enum Kind {
    /// `{zh: …, en: …}`.
    Text,
    /// Any text.
    String,
    /// A text or a whole number, such as an article.
    Label,
    /// `[a-z][a-z0-9_]*`.
    Name,
    /// The name of a scheme.
    Scheme,
    /// The id of a measure, or `family/version/measure`.
    Measure,
    /// A path of a file.
    Path,
    /// A civil date.
    Date,
    /// `true` or `false`.
    Bool,
    /// A whole number.
    Int,
    /// A scalar whose form depends on a type stated elsewhere.
    Value,
    /// The code of a place.
    Place,
    /// One of a closed set.
    Choice(&'static [&'static str]),
    /// An expression.
    Expression,
    /// The id of a source.
    Source,
    /// The name of a fact.
    Fact,
    /// A list.
    List(&'static Self),
    /// Another mapping, by its name.
    Map(&'static str),
    /// A mapping with names that the file chooses.
    Named(&'static Self),
    /// Either.
    Either(&'static Self, &'static Self),
    /// The values of facts, as a facts file writes them.
    Facts,
}

/// One key.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Key {
    /// As it is written.
    pub name: &'static str,
    /// Whether it must be there.
    pub needed: bool,
    /// What its value is.
    pub kind: Kind,
    /// What it is for, in Chinese and English.
    pub about: (&'static str, &'static str),
}

/// One mapping.
#[derive(Debug, Clone, Copy, PartialEq, Eq)]
pub struct Shape {
    /// Its name in the schema.
    pub name: &'static str,
    /// Its keys, in the order in which they are written.
    pub keys: &'static [Key],
}

impl Shape {
    /// A key by its name.
    #[must_use]
    pub fn key(&self, name: &str) -> Option<&'static Key> {
        self.keys.iter().find(|key| key.name == name)
    }
}

/// The shape of this name.
#[must_use]
pub fn shape(name: &str) -> Option<&'static Shape> {
    SHAPES.iter().find(|shape| shape.name == name)
}

/// The shape of a file of facts.
pub const FACTS_FILE: &str = "facts_file";

use Kind::{
    Bool, Choice, Date, Either, Expression, Fact, Facts, Int, Label, List, Map, Measure, Name, Named, Path,
    Place, Scheme, Source, String, Text, Value,
};

const fn need(name: &'static str, kind: Kind, zh: &'static str, en: &'static str) -> Key {
    Key { name, needed: true, kind, about: (zh, en) }
}

const fn may(name: &'static str, kind: Kind, zh: &'static str, en: &'static str) -> Key {
    Key { name, needed: false, kind, about: (zh, en) }
}

const CURRENCIES: Kind = Choice(&["CNY", "EUR", "CAD"]);
const VALUE_TYPES: Kind = Choice(&["bool", "int", "decimal", "money", "date", "string", "enum"]);
const PER: Kind = Choice(&["once", "year", "month"]);
const SOURCES: Kind = List(&Source);

/// Every mapping.
pub const SHAPES: &[Shape] = &[
    Shape {
        name: "pack",
        keys: &[
            need("pack", Name, "政策包的名称", "The pack's name"),
            need("title", Text, "标题", "Title"),
            need("place", Place, "适用地区的代码", "The code of the place where it applies"),
            need("currency", CURRENCIES, "金额的币种", "The currency of its amounts"),
            need("facts", List(&Path), "事实项文件，按顺序", "The files of facts, in order"),
            need("versions", List(&Path), "各版本的文件", "The files of the versions"),
            may("sources", List(&Map("citation")), "所引来源", "What it cites"),
        ],
    },
    Shape {
        name: "citation",
        keys: &[
            need("id", String, "引用时所用的编号", "As others cite it"),
            need(
                "mark",
                Choice(&["L", "O", "S", "D"]),
                "可靠程度：L 全文法规，O 官方摘录，S 二手，D 推算",
                "How well it is known: L law in full, O official excerpt, S secondary, D derived",
            ),
            need("text", String, "是什么", "What it is"),
            may("where", String, "出处", "Where it stands"),
            may("read_on", Date, "读到的日期", "When it was read"),
        ],
    },
    Shape {
        name: FACTS_FILE,
        keys: &[
            may("groups", List(&Map("group")), "问题分组的标题", "The titles of the groups of questions"),
            may("schemes", List(&Map("scheme")), "分类", "Schemes of classes"),
            may("facts", List(&Map("fact")), "事实项", "Facts"),
        ],
    },
    Shape {
        name: "group",
        keys: &[need("id", Name, "组的编号", "The group's id"), need("title", Text, "标题", "Title")],
    },
    Shape {
        name: "scheme",
        keys: &[
            need("name", Name, "名称", "Name"),
            need("title", Text, "标题", "Title"),
            need(
                "ordered",
                Bool,
                "是否有高低顺序（最高在前）",
                "Whether the classes have an order (highest first)",
            ),
            need("values", List(&Map("class")), "各类", "The classes"),
        ],
    },
    Shape {
        name: "class", keys: &[need("id", String, "编号", "Id"), need("title", Text, "标题", "Title")]
    },
    Shape {
        name: "fact",
        keys: &[
            need("name", Name, "名称", "Name"),
            need(
                "type",
                Choice(&["bool", "int", "decimal", "money", "date", "string", "enum", "list"]),
                "类型",
                "Type",
            ),
            may("scheme", Scheme, "enum 的分类", "The scheme of an enum"),
            may("currency", CURRENCIES, "币种", "Currency"),
            may("min", Value, "最小值", "The least"),
            may("max", Value, "最大值", "The most"),
            need("group", Name, "问题分组", "Group of questions"),
            may("may_be_none", Bool, "“没有”是否也是答案", "Whether “none” is an answer"),
            may("personal", Choice(&["plain", "sensitive"]), "是否敏感", "Whether it needs more care"),
            need("title", Text, "标题", "Title"),
            need("question", Text, "问题", "Question"),
            may("hint", Text, "提示", "Hint"),
            may("of", List(&Map("field")), "列表成员的字段", "The fields of one member of a list"),
        ],
    },
    Shape {
        name: "field",
        keys: &[
            need("name", Name, "名称", "Name"),
            need("type", VALUE_TYPES, "类型", "Type"),
            may("scheme", Scheme, "enum 的分类", "The scheme of an enum"),
            may("currency", CURRENCIES, "币种", "Currency"),
            may("min", Value, "最小值", "The least"),
            may("max", Value, "最大值", "The most"),
            may("may_be_none", Bool, "“没有”是否也是答案", "Whether “none” is an answer"),
            may("personal", Choice(&["plain", "sensitive"]), "是否敏感", "Whether it needs more care"),
            need("title", Text, "标题", "Title"),
            need("question", Text, "问题", "Question"),
            may("hint", Text, "提示", "Hint"),
        ],
    },
    Shape {
        name: "version",
        keys: &[
            need("version", Name, "版本编号", "The version's id"),
            need("family", Name, "同一系列的版本前后相继", "Versions of one family follow one another"),
            need("title", Text, "文件名称", "The instrument's name"),
            need("short", Text, "简称", "What people call it"),
            may("number", String, "文号", "Its number"),
            may("issued", Date, "发文日期", "When it was issued"),
            need("in_force", Map("in_force"), "施行期间", "When it applies"),
            may("known_from", Date, "何时起可以知道", "From when on it could be known"),
            may("language", String, "文件的语言", "The instrument's language"),
            may("source", SOURCES, "来源", "Sources"),
            may("gaps", List(&Map("gap")), "未能读到的内容", "What was not read"),
            may("parameters", List(&Map("parameter")), "有日期的数值", "Dated values"),
            may("tables", List(&Map("table")), "表", "Tables"),
            may("derived", List(&Map("derived")), "推算值", "Named expressions"),
            may("measures", List(&Map("measure")), "措施", "Measures"),
        ],
    },
    Shape {
        name: "in_force",
        keys: &[
            need("from", Date, "首日", "The first day"),
            may("until", Date, "失效日（不含）", "The day after the last"),
            may(
                "after_not_read",
                Date,
                "从这天起是否仍然有效未能读到",
                "From this day on it was not read whether it still applies",
            ),
        ],
    },
    Shape {
        name: "gap",
        keys: &[
            need("id", Name, "编号", "Id"),
            may("article", Label, "条文", "Articles"),
            need("note", Text, "说明", "What is not known"),
        ],
    },
    Shape {
        name: "parameter",
        keys: &[
            need("name", Name, "名称", "Name"),
            need("type", VALUE_TYPES, "类型", "Type"),
            may("scheme", Scheme, "enum 的分类", "The scheme of an enum"),
            may("currency", CURRENCIES, "币种", "Currency"),
            need("title", Text, "标题", "Title"),
            may("article", Label, "条文", "Article"),
            may("source", SOURCES, "来源", "Sources"),
            need("values", List(&Map("dated")), "各期数值", "Values by day"),
        ],
    },
    Shape {
        name: "dated",
        keys: &[
            need("from", Date, "首日", "The first day"),
            may("until", Date, "失效日（不含）", "The day after the last"),
            need("value", Value, "数值", "The value"),
            may("known_from", Date, "何时起可以知道", "From when on it could be known"),
        ],
    },
    Shape {
        name: "table",
        keys: &[
            need("name", Name, "名称", "Name"),
            need("title", Text, "标题", "Title"),
            need("keys", List(&Map("table_key")), "按什么查", "What rows are found by"),
            need("type", VALUE_TYPES, "数值的类型", "The type of its values"),
            may("scheme", Scheme, "enum 的分类", "The scheme of an enum"),
            may("currency", CURRENCIES, "币种", "Currency"),
            may("source", SOURCES, "来源", "Sources"),
            may("article", Label, "条文", "Article"),
            need("rows", List(&Map("row")), "各行", "Rows"),
        ],
    },
    Shape {
        name: "table_key",
        keys: &[
            need("name", Name, "名称", "Name"),
            may("scheme", Scheme, "分类", "Scheme"),
            may("type", Choice(&["int"]), "整数", "A whole number"),
        ],
    },
    Shape {
        name: "row",
        keys: &[
            need("when", List(&Value), "键", "Its keys"),
            need("value", Either(&Value, &Map("range")), "数值", "Its value"),
            may("about", Bool, "原文写“约”", "The text says “about”"),
            may("at_most", Bool, "原文写“最高”", "The text says “at most”"),
        ],
    },
    Shape {
        name: "range",
        keys: &[need("from", Value, "至少", "The least"), need("to", Value, "至多", "The most")],
    },
    Shape {
        name: "derived",
        keys: &[
            need("name", Name, "名称", "Name"),
            need("type", VALUE_TYPES, "类型", "Type"),
            may("scheme", Scheme, "enum 的分类", "The scheme of an enum"),
            may("currency", CURRENCIES, "币种", "Currency"),
            need("title", Text, "标题", "Title"),
            may(
                "of",
                Fact,
                "列表：对其每个成员各算一个值",
                "A list of facts: a value of each of its members",
            ),
            need("expr", Expression, "表达式", "Expression"),
            may("article", Label, "条文", "Article"),
            may("source", SOURCES, "来源", "Sources"),
        ],
    },
    Shape {
        name: "measure",
        keys: &[
            need("id", Name, "编号（各版本相同）", "Id, the same in each version"),
            need("title", Text, "标题", "Title"),
            may("article", Label, "条文", "Article"),
            may("source", SOURCES, "来源", "Sources"),
            may("known_from", Date, "何时起可以知道", "From when on it could be known"),
            need(
                "kind",
                Choice(&[
                    "money",
                    "housing",
                    "residence",
                    "schooling",
                    "employment",
                    "title",
                    "service",
                    "loan",
                    "prize",
                ]),
                "待遇种类",
                "What sort of benefit",
            ),
            may("summary", Text, "通俗说明", "Plain words"),
            may("text", Text, "原文", "The wording as read"),
            need("conditions", List(&Map("condition")), "条件，须全部满足", "All must hold"),
            may("interpretation", Either(&Text, &List(&Text)), "有歧义处的理解", "Notes on ambiguous text"),
            may("refer", Map("refer"), "何时需向窗口核实", "When it is negotiated individually"),
            may("amount", Map("amount"), "金额", "What is paid"),
            may("amount_not_read", Bool, "有金额但未能读到", "There is an amount and it was not read"),
            may("caps", List(&Map("cap")), "上限", "The amount is at most each"),
            may("instalments", Map("instalments"), "分期", "Instalments"),
            may("duration", Map("period"), "最长期限", "How long it lasts at most"),
            may("not_with", List(&Map("exclusion")), "不能同时享受的措施", "What excludes it"),
            may("paid_by", Text, "由谁支付", "Who pays"),
            may("apply", Map("apply"), "如何申请", "How one applies"),
            may("evidence", List(&Map("evidence")), "证明材料", "What proves it"),
            may("continuing", List(&Map("continuing")), "以后仍须满足的条件", "What must still hold later"),
            may("gaps", List(&Map("gap")), "未能读到的内容", "What was not read"),
        ],
    },
    Shape {
        name: "condition",
        keys: &[
            need("id", Name, "编号", "Id"),
            need("expr", Expression, "须成立的表达式", "What must hold"),
            may("article", Label, "条文", "Article"),
            need("text", Text, "文字", "For people"),
            may("source", SOURCES, "来源", "Sources"),
            may("known_from", Date, "何时起可以知道", "From when on it could be known"),
        ],
    },
    Shape {
        name: "refer",
        keys: &[
            need("when", Expression, "何时", "When"),
            need("text", Text, "文字", "For people"),
            may("article", Label, "条文", "Article"),
        ],
    },
    Shape {
        name: "amount",
        keys: &[
            need("expr", Expression, "多少", "How much"),
            need("per", PER, "多久一次", "How often"),
            may("at_most", Bool, "原文写“最高”", "The text says “up to”"),
        ],
    },
    Shape {
        name: "cap",
        keys: &[
            need("expr", Expression, "至多", "At most"),
            may("text", Text, "文字", "For people"),
            may("article", Label, "条文", "Article"),
        ],
    },
    Shape {
        name: "instalments",
        keys: &[
            need("count", Int, "几次", "How many"),
            need("every", Map("period"), "间隔", "How far apart"),
            need(
                "split",
                Either(&Choice(&["equal", "not_read"]), &List(&Expression)),
                "每次多少",
                "The parts",
            ),
        ],
    },
    Shape { name: "period", keys: &[may("years", Int, "年", "Years"), may("months", Int, "月", "Months")] },
    Shape {
        name: "exclusion",
        keys: &[
            need("measure", Measure, "另一项措施", "The other measure"),
            may("article", Label, "条文", "Article"),
            may("text", Text, "原文", "The wording"),
        ],
    },
    Shape {
        name: "apply",
        keys: &[
            need("who", Choice(&["person", "employer"]), "谁申请", "Who applies"),
            may("where", Text, "在哪里", "Where"),
            may("deadline", Date, "截止日", "The last day"),
        ],
    },
    Shape {
        name: "evidence",
        keys: &[
            need("id", Name, "编号", "Id"),
            need("title", Text, "标题", "Title"),
            may("proves", List(&Fact), "证明哪些事实", "The facts it proves"),
        ],
    },
    Shape {
        name: "continuing",
        keys: &[
            may("expr", Expression, "须成立的表达式", "What must hold"),
            need("text", Text, "文字", "For people"),
            may("article", Label, "条文", "Article"),
        ],
    },
    Shape { name: "cases_file", keys: &[need("cases", List(&Map("case")), "案例", "Cases")] },
    Shape {
        name: "case",
        keys: &[
            need("name", Text, "是谁（虚构）", "Who it is (invented)"),
            need("on", Date, "判断哪一天", "The day that is judged"),
            may("known_on", Date, "按哪一天已知的", "As known on"),
            need("facts", Facts, "说明的事实", "What the person told"),
            may("refused", Choice(&["no_version"]), "应被拒绝", "That it is refused"),
            may("expect", Named(&Map("expectation")), "各措施应有的结果", "What each measure comes to"),
            may("not_assessed", List(&String), "不应列出的措施", "Measures that are not listed"),
            may("versions", List(&String), "应适用的版本", "The versions used"),
            may("bundle", Map("bundle"), "应有的最优组合", "The best combination"),
            may("next", String, "下一个问题；none 表示没有", "The next question; none if there is none"),
            may("derived", Named(&Value), "推算值", "Derived values"),
            may("because", String, "依据", "Which row it comes from"),
        ],
    },
    Shape {
        name: "expectation",
        keys: &[
            may("outcome", Choice(&["yes", "no", "unknown", "refer"]), "结果", "Outcome"),
            may("version", String, "版本", "Version"),
            may("per", Choice(&["none", "once", "year", "month"]), "多久一次", "How often"),
            may("missing", List(&String), "还缺的事实", "The facts still missing"),
            may(
                "why",
                List(&Choice(&["condition", "refer", "after_not_read"])),
                "为何不能判断",
                "What leaves it open",
            ),
            may("failed", List(&String), "不满足的条件", "The conditions that fail"),
            may("amount", Either(&String, &Map("expected_amount")), "金额", "Amount"),
            may("margin", String, "允许相差多少", "By how much the amount may differ"),
            may("instalments", Int, "几次", "How many instalments"),
            need("because", String, "依据", "Which row it comes from"),
        ],
    },
    Shape {
        name: "expected_amount",
        keys: &[
            may("minor", Int, "分", "Minor units"),
            may("from", Int, "至少（分）", "The least, in minor units"),
            may("to", Int, "至多（分）", "The most, in minor units"),
            may("currency", CURRENCIES, "币种", "Currency"),
            may("about", Bool, "“约”", "“About”"),
            may("at_most", Bool, "“最高”", "“At most”"),
        ],
    },
    Shape {
        name: "bundle",
        keys: &[
            may("total", Map("sum"), "合计", "Total"),
            may("chosen", List(&String), "选中的措施", "What is in it"),
            may("left_out", List(&String), "没有选中的", "What is left out"),
            may(
                "could_add",
                Named(&List(&String)),
                "还可加入的，及其取代的",
                "What could be added, and what it would replace",
            ),
        ],
    },
    Shape {
        name: "sum",
        keys: &[
            need("from", Int, "至少（分）", "The least, in minor units"),
            need("to", Int, "至多（分）", "The most, in minor units"),
            need("currency", CURRENCIES, "币种", "Currency"),
        ],
    },
];
