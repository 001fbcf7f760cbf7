//! Addresses of networks.

use super::{Field, text};
use crate::cell::array;
use crate::{Cell, Kind, Value};
use std::fmt;
use std::net::IpAddr;
use std::str::FromStr;

/// An address with the length of its network's prefix: `inet` and `cidr`.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct Network {
    /// The address.
    pub address: IpAddr,
    /// How many bits say the network: at most 32, or 128.
    pub prefix: u8,
}

/// An address alone.
impl From<IpAddr> for Network {
    fn from(address: IpAddr) -> Self {
        Self { address, prefix: if address.is_ipv4() { 32 } else { 128 } }
    }
}

/// `192.168.0.1/24`.
impl fmt::Display for Network {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        write!(f, "{}/{}", self.address, self.prefix)
    }
}

/// A text is no address.
#[derive(Clone, Copy, Debug, PartialEq, Eq, thiserror::Error)]
#[error(
    "an address is `192.168.0.1`, `192.168.0.1/24` or the like, that of a network card `08:00:2b:01:02:03`"
)]
#[non_exhaustive]
pub struct NoAddress;

/// `192.168.0.1/24`, or the address alone.
impl FromStr for Network {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let (address, prefix) = match text.split_once('/') {
            Some((address, prefix)) => (address, Some(prefix)),
            None => (text, None),
        };
        let alone = Self::from(address.parse::<IpAddr>().map_err(|_| NoAddress)?);
        let prefix = prefix.map_or(Ok(alone.prefix), str::parse).map_err(|_| NoAddress)?;
        match prefix <= alone.prefix {
            true => Ok(Self { prefix, ..alone }),
            false => Err(NoAddress),
        }
    }
}

impl Field for Network {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        match cell.postgres(&[869, 650])? {
            [_, prefix, _, 4, rest @ ..] => {
                Some(Self { address: array::<4>(rest)?.into(), prefix: *prefix })
            }
            [_, prefix, _, 16, rest @ ..] => {
                Some(Self { address: array::<16>(rest)?.into(), prefix: *prefix })
            }
            _ => None,
        }
    }

    fn value(&self) -> Value {
        text(self)
    }
}

/// The address of a network card: `macaddr`, or `macaddr8` with eight bytes.
#[derive(Clone, Copy, Debug, PartialEq, Eq, Hash, PartialOrd, Ord)]
pub struct MacAddress<const N: usize = 6>(pub [u8; N]);

/// `08:00:2b:01:02:03`.
impl<const N: usize> fmt::Display for MacAddress<N> {
    fn fmt(&self, f: &mut fmt::Formatter<'_>) -> fmt::Result {
        for (place, byte) in self.0.iter().enumerate() {
            write!(f, "{}{byte:02x}", if place > 0 { ":" } else { "" })?;
        }
        Ok(())
    }
}

/// Bytes of two digits, with colons between them.
impl<const N: usize> FromStr for MacAddress<N> {
    type Err = NoAddress;

    fn from_str(text: &str) -> Result<Self, NoAddress> {
        let byte = |part: &str| {
            let is_hex = part.len() == 2 && part.bytes().all(|digit| digit.is_ascii_hexdigit());
            u8::from_str_radix(part, 16).ok().filter(|_| is_hex)
        };
        let bytes = text.split(':').map(byte).collect::<Option<Vec<_>>>();
        let bytes = bytes.and_then(|bytes| bytes.try_into().ok());
        bytes.map(Self).ok_or(NoAddress)
    }
}

impl<const N: usize> Field for MacAddress<N> {
    const KIND: Kind = Kind::Text;

    fn read(cell: Cell<'_>) -> Option<Self> {
        cell.postgres(&[829, 774]).and_then(array).map(Self)
    }

    fn value(&self) -> Value {
        text(self)
    }
}

super::array::element!(Network, MacAddress<6>, MacAddress<8>);
