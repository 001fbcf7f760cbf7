//! The format, and texts that are not of it.

use super::*;
use proptest::prelude::*;

fn word(text: &str) -> Node {
    Node::Word(text.to_owned())
}

#[test]
fn all_kinds_of_values_are_read() {
    let text = r#"({CONST :consttype 23 :constisnull false :name a\ b :constvalue 4 [ 1 0 -1 0 ]} (b 8 9) "x\"y" "" <>)"#;
    let node = Node::parse(text).unwrap();
    let [constant, set, quoted, empty, nothing] = node.list() else { panic!("{node:?}") };
    let constant = constant.tagged("CONST").unwrap();
    assert_eq!(constant.number::<u32>("consttype"), Some(23));
    assert!(!constant.is("constisnull"));
    assert_eq!(constant.word("name"), Some("a b"));
    assert_eq!(constant.values("constvalue"), [word("4"), Node::Bytes(vec![1, 0, -1, 0])]);
    assert_eq!(constant.get("nowhere"), &Node::Nothing);
    assert_eq!(set.list(), [word("b"), word("8"), word("9")]);
    assert_eq!(*quoted, word("x\"y"));
    assert_eq!(*empty, word(""));
    assert!(!nothing.is_there());
}

#[test]
fn what_is_no_tree_is_refused() {
    for text in ["", "(", ")", "{", "{}", "{A", "{A b}", "{A :b", "a b", "[ x ]", "[ 1", "{( :a 1}"]
    {
        assert_eq!(Node::parse(text), Err(Unreadable), "{text}");
    }
    assert_eq!(Node::parse(&"(".repeat(100_000)), Err(Unreadable));
    let deep = "(".repeat(DEPTH - 1) + &")".repeat(DEPTH - 1);
    assert!(Node::parse(&deep).is_ok());
}

proptest! {
    #[test]
    fn no_text_is_too_much(text in r#"([(){}\[\]<>:"\\ a-c0-9-]|é){0,60}"#) {
        let _ = Node::parse(&text);
    }

    #[test]
    fn any_text_is_read_or_refused(text in any::<String>()) {
        let _ = Node::parse(&text);
    }
}
