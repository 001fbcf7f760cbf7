use super::*;

fn text(sql: &str) -> String {
    canonical(&read(sql), &|name| name == "a b" || name == "price")
}

#[test]
fn spelling_is_taken_away() {
    for (one, other, expected) in [
        (
            "Price>0 and B IS not null",
            "price > 0 AND b /* x */ is NOT NULL -- y",
            "price > 0 AND b IS NOT NULL",
        ),
        ("\"PRICE\" in (1,2)", "[price] IN(1 , 2)", "price IN (1, 2)"),
        ("`A b`||'X'", "\"a B\" || 'X'", "\"a b\" || 'X'"),
        ("1.5E-3+.5", "1.5e-3 + .5", "1.5e-3 + .5"),
        ("- 1", "-1", "-1"),
        ("Length( a ) -1", "length(a)-1", "length(a) - 1"),
        ("X'AB'", "x'ab'", "x'ab'"),
        ("t . c", "\"T\".\"c\"", "t.c"),
    ] {
        assert_eq!(text(one), expected, "{one}");
        assert_eq!(text(other), expected, "{other}");
    }
}

#[test]
fn what_means_something_else_stays_apart() {
    for (one, other) in [
        ("'a'", "'A'"),
        ("a = \"Hi\"", "a = \"hi\""),
        ("'--'", "''"),
        ("- -1", "1"),
        ("\"true\"", "true"),
        ("a - 1", "a, -1"),
        ("1 .5", "1.5"),
        ("a < = b", "a <= b"),
        ("DEFAULT Hi", "DEFAULT hi"),
        ("a LEFT JOIN b", "a \"left\" JOIN b"),
    ] {
        assert_ne!(text(one), text(other), "{one} and {other}");
    }
}

#[test]
fn canonical_text_is_its_own_canonical_text() {
    for sql in ["a - -1", "f(-1) - 2", "x'00' || 0xFF", "CASE WHEN a THEN [b c] END", "(1)-(-2)"] {
        assert_eq!(text(&text(sql)), text(sql), "{sql}");
        assert!(!text(sql).contains("--"));
    }
}

#[test]
fn statements_are_the_same_however_they_are_spelt() {
    assert!(same_text(
        "CREATE TABLE t (A int, b)",
        "create table IF NOT EXISTS main.\"t\"(a INT,b)"
    ));
    assert!(!same_text("CREATE TABLE t (a DEFAULT 'x')", "CREATE TABLE t (a DEFAULT 'X')"));
    assert!(!same_text("CREATE TABLE t (a)", "CREATE TABLE u (a)"));
    assert!(!same_text("CREATE UNIQUE INDEX i ON t (a)", "CREATE INDEX i ON t (a)"));
}

proptest::proptest! {
    /// Two texts with other tokens never have one canonical text: it can be read back.
    #[test]
    fn canonical_text_reads_back_as_the_same_tokens(
        parts in proptest::collection::vec(
            proptest::sample::select(vec![
                "a", "B", "NOT", "x", "e", "1", "1.5", "2e", ".5", "0x1F", "'t'", "''", "\"q r\"", "\"q\"", "[b c]", "`c`",
                "x'00'", "(", ")", ",", ".", "-", "+", "<", "=", ">", "|", "||", "->>", "!", ";", "/", "*", "~", "$", "DEFAULT",
                "-- c\n", "/* c */", "ß", "as", "NULL", "_1",
            ]),
            0..12,
        ),
        gaps in proptest::collection::vec(proptest::bool::ANY, 12),
    ) {
        let mut sql = String::new();
        for (part, gap) in parts.iter().zip(gaps) {
            sql.push_str(part);
            if gap {
                sql.push('\n');
            }
        }
        let tokens = read(&sql);
        proptest::prop_assume!(tokens.first().is_none_or(|token| token.text != sql || token.class != Class::Text));
        let spell = |tokens: &[Token<'_>]| canonical(tokens, &|_| true);
        let text = spell(&tokens);
        let again = read(&text);
        proptest::prop_assert_eq!(spell(&again), text.clone());
        let fold = |tokens: &[Token<'_>]| -> Vec<String> {
            tokens.iter().map(|token| if token.class == Class::Text { token.text.to_owned() } else { token.name() }).collect()
        };
        proptest::prop_assert_eq!(fold(&again), fold(&tokens), "{:?} as {:?}", sql, text);
    }
}
