use crate::cursor::Cursor;
use crate::note::statement;

#[test]
fn what_is_stated_of_a_name_has_a_type_or_words() {
    let read = |text: &str| {
        statement(Cursor::new(text, 0)).map(|it| {
            (it.data_type.unwrap_or_default(), it.nullable, it.documentation.unwrap_or_default())
        })
    };
    let of = |data_type: &str, nullable, words: &str| {
        Ok((data_type.to_owned(), nullable, words.to_owned()))
    };
    for (text, expected) in [
        ("a", of("", None, "")),
        ("a!", of("", Some(false), "")),
        ("a: ?", of("", Some(true), "")),
        ("a: int", of("int", None, "")),
        ("a : INT ? -- words", of("INT", Some(true), "words")),
        ("a — words", of("", None, "words")),
        ("a: — words", of("", None, "words")),
        ("a: double precision[]!", of("double precision[]", Some(false), "")),
        ("a: shop.\"Kind\"[] - words", of("shop.\"Kind\"[]", None, "words")),
        ("a: character varying(20)", of("character varying(20)", None, "")),
        ("a: the day", of("", None, "the day")),
        ("a: kind? of thing", Err(9)),
        ("a: int of thing", Err(7)),
        ("a: numeric(1", Err(10)),
        ("a b", Err(2)),
        ("", Err(0)),
    ] {
        assert_eq!(read(text), expected, "{text}");
    }
}
