use super::{Version, VersionError};
use proptest::prelude::*;
use serde_json::Value;
use std::cmp::Ordering;
use std::hash::{DefaultHasher, Hash, Hasher};

fn version(text: &str) -> Version {
    Version::parse(text).unwrap()
}

fn vectors() -> Value {
    serde_json::from_str(include_str!("../../tests/vectors/version.json")).unwrap()
}

/// What Flyway takes and the specification's rule does not.
const REFUSED: [&str; 5] = ["latest", "LATEST", "next", "+1", "\u{661}"];

#[test]
fn versions_are_read_as_flyway_reads_them() {
    for vector in vectors()["parse"].as_array().unwrap() {
        let text = vector["in"].as_str().unwrap();
        let parsed = Version::parse(text);
        // Flyway takes the largest 64 bit number for "latest"; here it is a number like any other.
        let is_largest = text == "9223372036854775807";
        if is_largest || vector["ok"] == true && !REFUSED.contains(&text) {
            let shown = if is_largest { text } else { vector["display"].as_str().unwrap() };
            assert_eq!(parsed.unwrap().as_str(), shown);
        } else {
            assert_eq!(parsed.unwrap_err(), VersionError::Malformed { text: text.to_owned() });
        }
    }
}

#[test]
fn versions_are_compared_as_flyway_compares_them() {
    let file = vectors();
    let pairs = file["compare"].as_array().unwrap();
    let number = |pair: &Value, key: &str| Version::parse(pair[key].as_str().unwrap());
    let mut compared = 0;
    for pair in pairs {
        let (Ok(a), Ok(b)) = (number(pair, "a"), number(pair, "b")) else { continue };
        // The expected number is a sign, and Flyway's "latest" agrees with the number here.
        assert_eq!(a.cmp(&b) as i64, pair["cmp"].as_i64().unwrap(), "{a} and {b}");
        compared += 1;
    }
    assert_eq!(compared, pairs.len() - 2, "only the two pairs with -1 are left out");
}

#[test]
fn the_largest_number_of_64_bits_is_an_ordinary_one() {
    assert!(version("9223372036854775806") < version("9223372036854775807"));
    assert!(version("9223372036854775807") < version("9223372036854775808"));
}

#[test]
fn malformed_versions_are_refused() {
    for text in [
        "", ".", "1.", ".1", "1..2", "1._2", "1__2", "_1", "1_", "1a", "v1", "1-2", " 1", "1 ",
        "-1", "1\n2",
    ] {
        assert_eq!(
            Version::parse(text),
            Err(VersionError::Malformed { text: text.to_owned() }),
            "{text:?}"
        );
    }
}

#[test]
fn fifty_characters_are_the_limit() {
    assert!(Version::parse(&"1".repeat(50)).is_ok());
    assert_eq!(Version::parse(&"1".repeat(51)), Err(VersionError::TooLong { length: 51 }));
}

#[test]
fn the_text_is_kept_with_dots() {
    assert_eq!(version("002_01.0").to_string(), "002.01.0");
    assert_eq!(format!("{:>5}|", version("1_2")), "  1.2|");
    assert_eq!(serde_json::to_value(version("1_2")).unwrap(), "1.2");
}

fn hash(version: &Version) -> u64 {
    let mut hasher = DefaultHasher::new();
    version.hash(&mut hasher);
    hasher.finish()
}

fn any_version() -> impl Strategy<Value = Version> {
    // Few and small numbers, so that equal ones come up often.
    "(0|00|1|01|2|10|0010)([._](0|00|1|01|2|10)){0,4}".prop_map(|text| version(&text))
}

proptest! {
    #[test]
    fn the_order_is_total(a in any_version(), b in any_version(), c in any_version()) {
        prop_assert_eq!(a.cmp(&b), b.cmp(&a).reverse());
        prop_assert_eq!(a == b, a.cmp(&b) == Ordering::Equal);
        if a <= b && b <= c {
            prop_assert!(a <= c);
        }
    }

    #[test]
    fn equal_versions_have_one_hash(a in any_version(), zeros in 0usize..4) {
        let longer = version(&format!("0{a}{}", ".0".repeat(zeros)));
        prop_assert_eq!(&a, &longer);
        prop_assert_eq!(hash(&a), hash(&longer));
    }

    #[test]
    fn the_order_is_that_of_the_numbers(a in prop::collection::vec(0u64.., 1..3), b in prop::collection::vec(0u64.., 1..3)) {
        let text = |numbers: &[u64]| numbers.iter().map(u64::to_string).collect::<Vec<_>>().join("_");
        let padded = |numbers: &[u64]| [numbers, &[0, 0]].concat()[..2].to_vec();
        prop_assert_eq!(version(&text(&a)).cmp(&version(&text(&b))), padded(&a).cmp(&padded(&b)));
    }
}
