//! The table of shapes: every mapping of the YAML with its keys, in the order in which docs/packs.md shows them. A key that
//! the loader learns stands here too, in its place.

use super::shape::{Key, Kind, Shape};

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

const fn need(name: &'static str, kind: Kind) -> Key {
    Key { name, needed: true, kind }
}

const fn may(name: &'static str, kind: Kind) -> Key {
    Key { name, needed: false, kind }
}

const CURRENCIES: Kind = Choice(&["CNY", "EUR", "CAD"]);
const VALUE_TYPES: Kind = Choice(&["bool", "int", "decimal", "money", "date", "string", "enum"]);
const WEEKDAYS: Kind =
    Choice(&["monday", "tuesday", "wednesday", "thursday", "friday", "saturday", "sunday"]);
const PER: Kind = Choice(&["once", "year", "month"]);
const SOURCES: Kind = List(&Source);

/// Every mapping.
pub const SHAPES: &[Shape] = &[
    Shape {
        name: "pack",
        keys: &[
            need("pack", Name),
            need("title", Text),
            need("place", Place),
            need("currency", CURRENCIES),
            need("facts", List(&Path)),
            need("versions", List(&Path)),
            may("extends", Map("extends")),
            may("events", List(&Map("event"))),
            may("version_by", Named(&Name)),
            may("sources", List(&Map("citation"))),
        ],
    },
    Shape { name: "extends", keys: &[need("pack", Path), need("versions", List(&Path))] },
    Shape {
        name: "event",
        keys: &[
            need("id", Name),
            need("title", Text),
            may("question", Text),
            may("default", Choice(&["on"])),
        ],
    },
    Shape {
        name: "citation",
        keys: &[
            need("id", String),
            need("mark", Choice(&["L", "O", "S", "D"])),
            need("text", String),
            may("where", String),
            may("read_on", Date),
        ],
    },
    Shape {
        name: FACTS_FILE,
        keys: &[
            may("groups", List(&Map("group"))),
            may("schemes", List(&Map("scheme"))),
            may("entities", List(&Map("entity"))),
            may("facts", List(&Map("fact"))),
        ],
    },
    Shape {
        name: "entity",
        keys: &[
            need("id", Name),
            need("title", Text),
            may("holds_months", Int),
            need("facts", List(&Map("fact"))),
        ],
    },
    Shape { name: "group", keys: &[need("id", Name), need("title", Text)] },
    Shape {
        name: "scheme",
        keys: &[
            need("name", Name),
            need("title", Text),
            may("ordered", Bool),
            may("order", List(&List(&String))),
            may("one_rank", Choice(&["equal", "apart", "mistake"])),
            need("values", List(&Map("class"))),
        ],
    },
    Shape { name: "class", keys: &[need("id", String), need("title", Text)] },
    Shape {
        name: "fact",
        keys: &[
            need("name", Name),
            need(
                "type",
                Choice(&["bool", "int", "decimal", "money", "date", "string", "enum", "list", "periods"]),
            ),
            may("scheme", Scheme),
            may("currency", CURRENCIES),
            may("min", Value),
            may("max", Value),
            need("group", Name),
            may("may_be_none", Bool),
            may("personal", Choice(&["plain", "sensitive"])),
            need("title", Text),
            need("question", Text),
            may("hint", Text),
            may("default", Map("default")),
            may("of", List(&Map("field"))),
        ],
    },
    Shape { name: "default", keys: &[need("value", Value), need("text", Text), may("article", Label)] },
    Shape {
        name: "field",
        keys: &[
            need("name", Name),
            need("type", VALUE_TYPES),
            may("scheme", Scheme),
            may("currency", CURRENCIES),
            may("min", Value),
            may("max", Value),
            may("may_be_none", Bool),
            may("personal", Choice(&["plain", "sensitive"])),
            need("title", Text),
            need("question", Text),
            may("hint", Text),
        ],
    },
    Shape {
        name: "version",
        keys: &[
            need("version", Name),
            need("family", Name),
            need("title", Text),
            need("short", Text),
            may("number", String),
            may("issued", Date),
            may("overlays", Name),
            may("removes", List(&Map("removed"))),
            need("in_force", Map("in_force")),
            may("known_from", Date),
            may("language", String),
            may("source", SOURCES),
            may("gaps", List(&Map("gap"))),
            may("parameters", List(&Map("parameter"))),
            may("tables", List(&Map("table"))),
            may("scales", List(&Map("scale"))),
            may("places", List(&Map("place_list"))),
            may("calendars", List(&Map("calendar"))),
            may("derived", List(&Map("derived"))),
            may("points", List(&Map("points"))),
            may("groups", List(&Map("measure_group"))),
            may("limits", List(&Map("limit"))),
            may("keeps", List(&Map("keep"))),
            may("measures", List(&Map("measure"))),
        ],
    },
    Shape {
        name: "in_force",
        keys: &[
            need("from", Either(&Date, &Map("combined_date"))),
            may("until", Either(&Date, &Map("combined_date"))),
            may("after_not_read", Date),
        ],
    },
    Shape { name: "combined_date", keys: &[may("later_of", List(&Date)), may("earlier_of", List(&Date))] },
    Shape {
        name: "removed",
        keys: &[
            may("measure", Name),
            may("parameter", Name),
            may("table", Name),
            may("derived", Name),
            may("limit", Name),
            need("text", Text),
            may("article", Label),
        ],
    },
    Shape {
        name: "scale",
        keys: &[
            need("name", Name),
            need("title", Text),
            need("boundary", Choice(&["marginal_rate", "single_amount", "marginal_amount"])),
            may("currency", CURRENCIES),
            may("article", Label),
            may("source", SOURCES),
            need("values", List(&Map("brackets"))),
        ],
    },
    Shape {
        name: "brackets",
        keys: &[
            need("from", Date),
            may("until", Date),
            may("known_from", Date),
            need("brackets", List(&Map("bracket"))),
        ],
    },
    Shape { name: "bracket", keys: &[need("threshold", Value), may("percent", Value), may("amount", Value)] },
    Shape {
        name: "place_list",
        keys: &[
            need("name", Name),
            need("title", Text),
            may("article", Label),
            may("source", SOURCES),
            need("values", List(&Map("place_codes"))),
        ],
    },
    Shape {
        name: "place_codes",
        keys: &[need("from", Date), may("until", Date), may("known_from", Date), need("codes", List(&Place))],
    },
    Shape {
        name: "calendar",
        keys: &[
            need("name", Name),
            need("title", Text),
            may("article", Label),
            may("source", SOURCES),
            need("from", Date),
            need("until", Date),
            need("weekend", List(&WEEKDAYS)),
            may("holidays", List(&Date)),
            may("workdays", List(&Date)),
        ],
    },
    Shape {
        name: "points",
        keys: &[
            need("name", Name),
            need("title", Text),
            may("article", Label),
            may("source", SOURCES),
            may("gates", List(&Map("gate"))),
            may("exempt", Map("gate")),
            need("groups", List(&Map("points_group"))),
            may("cap", Int),
            need("pass_mark", Expression),
        ],
    },
    Shape {
        name: "gate",
        keys: &[need("id", Name), need("expr", Expression), need("text", Text), may("article", Label)],
    },
    Shape {
        name: "points_group",
        keys: &[
            need("id", Name),
            need("title", Text),
            may("rule", Choice(&["sum", "highest_only"])),
            may("cap", Int),
            need("criteria", List(&Map("criterion"))),
        ],
    },
    Shape {
        name: "criterion",
        keys: &[
            need("id", Name),
            need("title", Text),
            need("points", Expression),
            may("cap", Int),
            may("least", Int),
            may("article", Label),
        ],
    },
    Shape {
        name: "measure_group",
        keys: &[
            need("id", Name),
            need("measures", List(&Measure)),
            need("rule", Either(&Choice(&["at_most_one", "highest_only"]), &Map("group_rule"))),
            may("per", Choice(&["person", "household"])),
            need("text", Text),
            may("article", Label),
        ],
    },
    Shape { name: "group_rule", keys: &[may("cap", Expression), may("priority", List(&Measure))] },
    Shape {
        name: "limit",
        keys: &[
            need("id", Name),
            need("title", Text),
            may("question", Text),
            need("per", Choice(&["person", "household", "employer", "nominator", "area", "budget"])),
            need("period", Choice(&["ever", "year", "round"])),
            may("count", Expression),
            may("amount", Expression),
            need("measures", List(&Measure)),
            may("article", Label),
            may("source", SOURCES),
        ],
    },
    Shape {
        name: "keep",
        keys: &[
            need("who", Expression),
            need("under", Name),
            may("until", Date),
            need("text", Text),
            may("article", Label),
        ],
    },
    Shape {
        name: "exception",
        keys: &[
            need("id", Name),
            need("when", Expression),
            need("then", Choice(&["allow", "deny", "refer"])),
            need("text", Text),
            may("article", Label),
        ],
    },
    Shape { name: "gap", keys: &[need("id", Name), may("article", Label), need("note", Text)] },
    Shape {
        name: "parameter",
        keys: &[
            need("name", Name),
            need("type", VALUE_TYPES),
            may("scheme", Scheme),
            may("currency", CURRENCIES),
            need("title", Text),
            may("article", Label),
            may("source", SOURCES),
            need("values", List(&Map("dated"))),
        ],
    },
    Shape {
        name: "dated",
        keys: &[need("from", Date), may("until", Date), need("value", Value), may("known_from", Date)],
    },
    Shape {
        name: "table",
        keys: &[
            need("name", Name),
            need("title", Text),
            need("keys", List(&Map("table_key"))),
            need("type", VALUE_TYPES),
            may("scheme", Scheme),
            may("currency", CURRENCIES),
            may("source", SOURCES),
            may("article", Label),
            need("rows", List(&Map("row"))),
        ],
    },
    Shape {
        name: "table_key",
        keys: &[
            need("name", Name),
            may("scheme", Scheme),
            may("type", Choice(&["int", "decimal", "money", "date"])),
            may("currency", CURRENCIES),
            may("bands", Choice(&["lower_included", "upper_included"])),
        ],
    },
    Shape {
        name: "row",
        keys: &[
            need("when", List(&Either(&Value, &Map("band")))),
            need("value", Either(&Value, &Map("range"))),
            may("about", Bool),
            may("at_most", Bool),
        ],
    },
    Shape { name: "band", keys: &[may("from", Value), may("until", Value)] },
    Shape { name: "range", keys: &[need("from", Value), need("to", Value)] },
    Shape {
        name: "derived",
        keys: &[
            need("name", Name),
            need("type", VALUE_TYPES),
            may("scheme", Scheme),
            may("currency", CURRENCIES),
            need("title", Text),
            may("of", Fact),
            need("expr", Expression),
            may("article", Label),
            may("source", SOURCES),
        ],
    },
    Shape {
        name: "measure",
        keys: &[
            need("id", Name),
            need("title", Text),
            may("article", Label),
            may("source", SOURCES),
            may("known_from", Date),
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
            ),
            may("summary", Text),
            may("text", Text),
            need("conditions", List(&Map("condition"))),
            may("exceptions", List(&Map("exception"))),
            may("interpretation", Either(&Text, &List(&Text))),
            may("refer", Map("refer")),
            may("amount", Map("amount")),
            may("amount_not_read", Bool),
            may("caps", List(&Map("cap"))),
            may("instalments", Map("instalments")),
            may("duration", Map("period")),
            may("not_with", List(&Map("exclusion"))),
            may("paid_by", Text),
            may("apply", Map("apply")),
            may("evidence", List(&Map("evidence"))),
            may("continuing", List(&Map("continuing"))),
            may("gaps", List(&Map("gap"))),
        ],
    },
    Shape {
        name: "condition",
        keys: &[
            need("id", Name),
            need("expr", Expression),
            may("article", Label),
            need("text", Text),
            may("source", SOURCES),
            may("known_from", Date),
            may("exceptions", List(&Map("exception"))),
        ],
    },
    Shape { name: "refer", keys: &[need("when", Expression), need("text", Text), may("article", Label)] },
    Shape { name: "amount", keys: &[need("expr", Expression), need("per", PER), may("at_most", Bool)] },
    Shape { name: "cap", keys: &[need("expr", Expression), may("text", Text), may("article", Label)] },
    Shape {
        name: "instalments",
        keys: &[
            need("count", Int),
            need("every", Map("period")),
            need("split", Either(&Choice(&["equal", "not_read"]), &List(&Expression))),
        ],
    },
    Shape { name: "period", keys: &[may("years", Int), may("months", Int)] },
    Shape { name: "exclusion", keys: &[need("measure", Measure), may("article", Label), may("text", Text)] },
    Shape {
        name: "apply",
        keys: &[need("who", Choice(&["person", "employer"])), may("where", Text), may("deadline", Date)],
    },
    Shape { name: "evidence", keys: &[need("id", Name), need("title", Text), may("proves", List(&Fact))] },
    Shape { name: "continuing", keys: &[may("expr", Expression), need("text", Text), may("article", Label)] },
    Shape { name: "cases_file", keys: &[need("cases", List(&Map("case")))] },
    Shape {
        name: "case",
        keys: &[
            need("name", Text),
            need("on", Date),
            may("known_on", Date),
            need("facts", Facts),
            may("refused", Choice(&["no_version"])),
            may("expect", Named(&Map("expectation"))),
            may("not_assessed", List(&String)),
            may("versions", List(&String)),
            may("bundle", Map("bundle")),
            may("next", String),
            may("derived", Named(&Value)),
            may("because", String),
        ],
    },
    Shape {
        name: "expectation",
        keys: &[
            may("outcome", Choice(&["yes", "no", "unknown", "refer"])),
            may("version", String),
            may("per", Choice(&["none", "once", "year", "month"])),
            may("missing", List(&String)),
            may("why", List(&Choice(&["condition", "exception", "refer", "after_not_read", "version"]))),
            may("failed", List(&String)),
            may("amount", Either(&String, &Map("expected_amount"))),
            may("margin", String),
            may("instalments", Int),
            need("because", String),
        ],
    },
    Shape {
        name: "expected_amount",
        keys: &[
            may("minor", Int),
            may("from", Int),
            may("to", Int),
            may("currency", CURRENCIES),
            may("about", Bool),
            may("at_most", Bool),
        ],
    },
    Shape {
        name: "bundle",
        keys: &[
            may("total", Map("sum")),
            may("chosen", List(&String)),
            may("left_out", List(&String)),
            may("could_add", Named(&List(&String))),
        ],
    },
    Shape { name: "sum", keys: &[need("from", Int), need("to", Int), need("currency", CURRENCIES)] },
];
