use super::checksum;
use proptest::prelude::*;
use serde_json::Value;

fn bytes(hex: &str) -> Vec<u8> {
    (0..hex.len()).step_by(2).map(|at| u8::from_str_radix(&hex[at..at + 2], 16).unwrap()).collect()
}

/// Every case was made with Flyway itself.
#[test]
fn every_vector_of_flyway_agrees() {
    let file: Value =
        serde_json::from_str(include_str!("../../tests/vectors/checksum.json")).unwrap();
    let vectors = file["vectors"].as_array().unwrap();
    assert!(vectors.len() >= 30, "the vectors are gone");
    for vector in vectors {
        let text = String::from_utf8(bytes(vector["hex"].as_str().unwrap()));
        match vector["checksum"].as_i64() {
            Some(expected) => {
                assert_eq!(i64::from(checksum(&text.unwrap())), expected, "{}", vector["name"])
            }
            None => assert!(text.is_err(), "{}: Flyway cannot read it", vector["name"]),
        }
    }
}

#[test]
fn the_check_value_of_the_algorithm() {
    assert_eq!(checksum("123456789").cast_unsigned(), 0xcbf4_3926);
}

proptest! {
    #[test]
    fn line_endings_do_not_count(lines in prop::collection::vec("[^\r\n\u{feff}]*", 0..8)) {
        let expected = checksum(&lines.concat());
        for ending in ["\n", "\r\n", "\r", "\n\n"] {
            prop_assert_eq!(checksum(&lines.join(ending)), expected);
            prop_assert_eq!(checksum(&format!("\u{feff}{}{ending}", lines.join(ending))), expected);
        }
    }

    #[test]
    fn anything_else_counts(text in "[^\r\n]{0,40}", extra in "[ \t\u{b}\u{c}\u{85}\u{2028}x]") {
        prop_assert_ne!(checksum(&text), checksum(&format!("{text}{extra}")));
    }
}
