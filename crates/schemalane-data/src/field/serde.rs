//! Types that are serialised as their texts, since not every content of their fields is a value of theirs.

use super::{Bits, MacAddress, Network, Numeric};
use serde::de::Error as _;
use serde::{Deserialize, Deserializer, Serialize, Serializer};

macro_rules! by_text {
    ($($(#[$about:meta])* [$($generic:tt)*] $of:ty;)*) => {$(
        $(#[$about])*
        impl<$($generic)*> Serialize for $of {
            fn serialize<S: Serializer>(&self, serializer: S) -> Result<S::Ok, S::Error> {
                serializer.collect_str(self)
            }
        }

        $(#[$about])*
        impl<'de, $($generic)*> Deserialize<'de> for $of {
            fn deserialize<D: Deserializer<'de>>(deserializer: D) -> Result<Self, D::Error> {
                String::deserialize(deserializer)?.parse().map_err(D::Error::custom)
            }
        }
    )*};
}

by_text! {
    /// `1011`.
    [] Bits;
    /// `192.168.0.1/24`.
    [] Network;
    /// `-12.50`, as a text: a number of JSON loses digits.
    [] Numeric;
    /// `08:00:2b:01:02:03`.
    [const N: usize] MacAddress<N>;
}

#[cfg(all(test, feature = "json"))]
mod tests {
    use crate::{
        Any, Bits, Interval, Lsn, MacAddress, Multirange, Network, Numeric, Path, Point, Range,
    };
    use serde::Serialize;
    use serde::de::DeserializeOwned;
    use serde_json::{from_value, json, to_value};
    use std::fmt::Debug;
    use std::ops::Bound::{Excluded, Included, Unbounded};

    /// That a value becomes this JSON, and comes back from it.
    fn is<T: Serialize + DeserializeOwned + PartialEq + Debug>(value: &T, json: serde_json::Value) {
        assert_eq!(to_value(value).ok().as_ref(), Some(&json));
        assert_eq!(from_value::<T>(json).ok().as_ref(), Some(value));
    }

    #[test]
    fn values_go_there_and_back() {
        is(
            &Interval { months: 1, days: -2, microseconds: 3 },
            json!({"months": 1, "days": -2, "microseconds": 3}),
        );
        is(&"1011".parse::<Bits>().unwrap(), json!("1011"));
        is(&"-12.50".parse::<Numeric>().unwrap(), json!("-12.50"));
        is(&"10.0.0.1/8".parse::<Network>().unwrap(), json!("10.0.0.1/8"));
        is(&"::1".parse::<Network>().unwrap(), json!("::1/128"));
        is(&MacAddress([8, 0, 0x2b, 1, 2, 3]), json!("08:00:2b:01:02:03"));
        is(
            &Range::Between(Included(1), Excluded(5)),
            json!({"between": [{"Included": 1}, {"Excluded": 5}]}),
        );
        is(
            &Multirange(vec![Range::Empty, Range::Between(Unbounded, Included(2))]),
            json!(["empty", {"between": ["Unbounded", {"Included": 2}]}]),
        );
        is(&Path::Open(vec![Point { x: 1.0, y: 2.5 }]), json!({"open": [{"x": 1.0, "y": 2.5}]}));
        is(&Any::Text("1".to_owned()), json!({"text": "1"}));
        is(&Lsn(7), json!(7));
    }

    #[test]
    fn what_is_no_value_is_an_error() {
        assert!(from_value::<Numeric>(json!("1e5x")).is_err());
        assert!(from_value::<Numeric>(json!(12.5)).is_err());
        assert!(from_value::<Bits>(json!("12")).is_err());
        assert!(from_value::<Network>(json!("10.0.0.1/33")).is_err());
        assert!(from_value::<MacAddress>(json!("08:00:2b:01:02")).is_err());
        assert!(from_value::<MacAddress>(json!("08:00:2b:01:02:+3")).is_err());
    }
}
