//! What expressions over truth values, numbers, texts and lists come to, with CEL's meaning.

use rules::{
    Failure,
    conformance::{Answer, Literal, answer},
};
use std::collections::BTreeMap;

fn found(expression: &str) -> String {
    match answer(expression, &BTreeMap::new()) {
        Ok(answer) => answer.to_string(),
        Err(mistakes) => {
            let shown = |m: &rules::language::Mistake| format!("{}@{}", m.problem.code(), m.span.start);
            mistakes.iter().map(shown).collect::<Vec<_>>().join(" ")
        }
    }
}

#[track_caller]
fn comes_to(rows: &[(&str, &str)]) {
    for (expression, expected) in rows {
        assert_eq!(found(expression), *expected, "{expression}");
    }
}

const PLACE: &str = "error: A list or a text has no such place.";
const LARGE: &str = "error: The result is too large to be computed exactly.";
const ZERO: &str = "error: It would divide by zero.";
const NO_VALUE: &str = "error: A text stands for no number, or for neither true nor false.";

#[test]
fn texts_are_written_as_cel_writes_them() {
    comes_to(&[
        (r#""a" + 'b' + """c""" + '''d'''"#, r#""abcd""#),
        (
            r#"size('''a "quoted" 'word'
in two lines''')"#,
            "30",
        ),
        (r#"r"\n" + R'\d'"#, r#""\\n\\d""#),
        (r#""\x41\X42\u0043\U00000044\105" == 'ABCDE'"#, "true"),
        (r#"size("\a\b\f\n\r\t\v\\\?\"\'\`")"#, "12"),
        (r#""\303\277" == "Ã¿""#, "true"),
        (r#""\U0001F431""#, r#""🐱""#),
        (r#""\uD800""#, "expr_quote@1"),
        (r#"'a\U00110000'"#, "expr_quote@2"),
        (r#""\8""#, "expr_quote@1"),
        (r#""\x4""#, "expr_quote@1"),
        ("'a\n", "expr_quote@0"),
        (r#"""" open""#, "expr_quote@0"),
        ("1 // to the end\n + 1", "2"),
        ("1\u{3000}+ 1", "expr_character@1"),
    ]);
}

#[test]
fn whole_numbers_never_wrap() {
    comes_to(&[
        ("0x7FFFFFFFFFFFFFFF", "9223372036854775807"),
        ("-0x8000000000000000", "-9223372036854775808"),
        ("0x8000000000000000", "expr_number@0"),
        ("-(-42)", "42"),
        ("-(-9223372036854775808)", LARGE),
        ("9223372036854775807 + 1", LARGE),
        ("-9223372036854775808 / -1", LARGE),
        ("-9223372036854775808 % -1", LARGE),
        ("-7 / 2", "-3"),
        ("-7 % 2", "-1"),
        ("1 / 0", ZERO),
        ("1 % 0", ZERO),
        ("math.abs(-9223372036854775808)", LARGE),
        ("math.sign(-3) + math.abs(-3)", "2"),
        ("math.greatest(1, 5, 3) - math.least(4, 2)", "3"),
        ("math.greatest([1, 5, 3]) - math.least([2])", "3"),
        ("math.least([1].filter(x, x > 1))", PLACE),
    ]);
}

#[test]
fn one_side_that_decides_absorbs_the_error_of_the_other() {
    comes_to(&[
        ("1 / 0 > 1 || true", "true"),
        ("true || 1 / 0 > 1", "true"),
        ("1 / 0 > 1 && false", "false"),
        ("1 / 0 > 1 || false", ZERO),
        ("true && 1 / 0 > 1", ZERO),
        ("1 / 0 > 1 ? 1 : 1", ZERO),
        ("true ? 1 : 1 / 0", "1"),
        ("!(1 / 0 > 1)", ZERO),
        ("[1, 0].exists(x, 2 / x == 2)", "true"),
        ("[1, 0].all(x, 2 / x == 1)", "false"),
        ("[1, 0].all(x, 2 / x == 2)", ZERO),
        ("[1, 0, 1].exists_one(x, 2 / x == 2)", ZERO),
        ("[1, 2].existsOne(x, x == 2)", "true"),
        ("[2, 2].exists_one(x, x == 2)", "false"),
        ("[].exists_one(x, x == 2)", "false"),
    ]);
}

#[test]
fn lists_have_items_by_number_and_are_equal_item_by_item() {
    comes_to(&[
        ("[7, 8, 9][2]", "9"),
        ("[7][1]", PLACE),
        ("[7][-1]", PLACE),
        ("[[1], []][0][0]", "1"),
        ("[1] + [] + [2, 3,]", "[1, 2, 3]"),
        ("[] + []", "[]"),
        ("[,]", "[]"),
        ("[1, 2] == [1, 2] && [1] != [2] && [] == [] && [[1]] != [[]]", "true"),
        ("[[1, 2]] == [[1]]", "false"),
        ("[1] in [[2], [1]]", "true"),
        ("[['a']] in [[['b']]]", "false"),
        ("[1, 1 / 0] == [2, 2]", "false"),
        ("[1, 1 / 0] == [1, 2]", ZERO),
        ("[1, 1 / 0]", ZERO),
        ("[1, 2, 3].map(x, x * x)", "[1, 4, 9]"),
        ("[1, 2, 3].map(x, x > 1, x * x)", "[4, 9]"),
        ("[1, 0].map(x, x > 0, 2 / x)", "[2]"),
        ("[1, 2, 3].filter(x, x > 1)[0]", "2"),
        ("[1, 2].filter(x, 1 / (x - 1) > 0)", ZERO),
        ("[[1, 2], [3]].map(xs, xs.size())", "[2, 1]"),
        ("[1, 'a']", "expr_types@4"),
        ("[1] < [2]", "expr_types@0"),
        ("[1]['a']", "expr_expected@4"),
        ("1[0]", "expr_not_a_table@0"),
    ]);
}

#[test]
fn texts_are_compared_by_code_point_and_searched_by_character() {
    comes_to(&[
        ("'a' < 'b' && 'Z' < 'a' && 'abc' < 'abcd' && '' < 'a'", "true"),
        // UTF-16 would have it the other way round.
        (r#""\uFFFB" < "\U0001F431""#, "true"),
        ("false < true && !(true < true) && true >= false", "true"),
        ("'吉林省'.size() + size('🐱')", "4"),
        ("'吉林省'.startsWith('吉') && '吉林省'.endsWith('') && '吉林省'.contains('林')", "true"),
        ("'吉林省'.substring(1, 2) + '吉林省'.charAt(0)", r#""林吉""#),
        ("'abc'.substring(4)", PLACE),
        ("'a,b'.split(',').join('-').upperAscii()", r#""A-B""#),
        ("' \\t吉\\u3000'.trim()", r#""吉""#),
        ("'tacocat'.indexOf('c') + 'tacocat'.lastIndexOf('c') + ''.indexOf('x')", "5"),
        ("'aaa'.replace('a', 'b', 2).reverse()", r#""abb""#),
        ("[1].join()", "expr_expected@0"),
        ("'a'.contains()", "expr_arguments@0"),
        ("'a'.contains(1)", "expr_expected@13"),
        ("1.contains('a')", "expr_expected@0"),
        ("'a' + 1", "expr_types@0"),
        ("'a' - 'b'", "expr_types@0"),
    ]);
}

#[test]
fn values_are_converted_or_an_error_is_the_value() {
    comes_to(&[
        ("int('-12') + int(1)", "-11"),
        ("int('12a')", NO_VALUE),
        ("int('9223372036854775808')", NO_VALUE),
        ("int('')", NO_VALUE),
        ("string(-12) + string(true) + string('x')", r#""-12truex""#),
        ("bool('t') && bool('TRUE') && !bool('0') && bool(true)", "true"),
        ("bool('yes')", NO_VALUE),
        ("int(true)", "expr_expected@4"),
        ("bool(1)", "expr_expected@5"),
    ]);
}

#[test]
fn words_that_cel_keeps_are_no_names() {
    for word in ["as", "for", "function", "let", "package", "while", "in"] {
        assert!(found(word).starts_with("expr_unexpected@0"), "{word}");
        assert!(found(&format!("x.{word}()")).contains("expr_name_unknown@0") || word == "in", "{word}");
    }
    comes_to(&[("null", "expr_outside@0"), ("true.x", "expr_expected@0"), ("x.null", "expr_unexpected@2")]);
}

#[test]
fn what_is_left_out_is_named_and_what_stands_behind_it_is_found_too() {
    let mistakes = answer("[1u, b'x', {'a': null}, 1e3] + )", &BTreeMap::new()).unwrap_err();
    let named: Vec<_> = mistakes.iter().map(|m| (m.construct().unwrap_or("-"), m.span.start)).collect();
    assert_eq!(named, [("uint", 1), ("bytes", 5), ("map", 11), ("null", 17), ("double", 24), ("-", 31)]);
}

#[test]
fn lists_that_hold_another_one_many_times_are_compared_within_bounds() {
    // 3 x 32 levels of the same list twice: 2^30 items if they were looked at one by one.
    let double = |inner: &str| format!("[{inner}].map(x, [x, x])[0]");
    let nested = (0..20).fold("[1]".to_owned(), |inner, _| double(&inner));
    let bound = BTreeMap::new();
    let same = answer(&format!("{nested} == {nested}"), &bound).unwrap();
    assert_eq!(same, Answer::Failed(Failure::TooMuchWork));
    assert_eq!(answer(&nested, &bound).unwrap(), Answer::Failed(Failure::TooMuchWork));
}

#[test]
fn what_is_put_together_is_bounded() {
    let mut bound = BTreeMap::new();
    bound.insert("text".to_owned(), Literal::Text("a".repeat(30_000)));
    bound.insert("items".to_owned(), Literal::List(vec![Literal::Int(1); 6_000]));
    for expression in
        ["text + text + text", "items + items", "text.replace('a', text)", "[text, text].join(text)"]
    {
        assert_eq!(answer(expression, &bound).unwrap(), Answer::Failed(Failure::TooLarge), "{expression}");
    }
    assert_eq!(answer("size(text + text)", &bound).unwrap(), Answer::Value(Literal::Int(60_000)));
    let all = "items.all(a, items.all(b, items.all(c, a + b == 2 * c)))";
    assert_eq!(answer(all, &bound).unwrap(), Answer::Failed(Failure::TooMuchWork));
}
