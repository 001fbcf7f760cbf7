//! Which database a target means, how its history is kept, and who says so.

mod chosen;
mod dotenv;
mod file;
mod origin;
mod searched;
#[cfg(feature = "cli")]
mod setting;
mod variables;
mod workplace;

#[cfg(feature = "cli")]
pub(crate) use self::setting::Setting;
#[cfg(feature = "schema")]
pub(crate) use self::variables::environment;
pub(crate) use self::{
    chosen::{Chosen, Keeper},
    workplace::{Fallback, Workplace},
};
pub use self::{
    origin::Origin,
    searched::{NoDefault, Searched},
};
