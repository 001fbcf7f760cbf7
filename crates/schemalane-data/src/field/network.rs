//! Addresses of networks.

use super::{Field, text};
use crate::cell::array;
use crate::{Cell, Kind, Value};
use std::fmt;
use std::net::IpAddr;

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
