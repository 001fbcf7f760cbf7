//! The values of flags, as clap reads them.

mod discreet;
pub(crate) mod time;

pub(crate) use discreet::Discreet;
#[cfg(feature = "cli")]
pub(crate) use discreet::no_secret;
