//! Every setting in force, with who says it.

use std::time::Duration;

use schemalane_source::{Dialect, RustType};

use super::{Chosen, Keeper};
use crate::{
    Config,
    config::{Adoption, Future, Order},
};

/// A setting as it is shown.
#[derive(Debug, PartialEq, Eq)]
pub(crate) struct Setting {
    pub(crate) name: &'static str,
    pub(crate) value: String,
    pub(crate) origin: String,
}

impl Setting {
    fn new(name: &'static str, value: impl Into<String>, origin: &Keeper) -> Self {
        Self { name, value: value.into(), origin: origin.to_string() }
    }
}

impl Chosen {
    /// All of them, in the order in which they matter.
    pub(crate) fn in_force(&self) -> Vec<Setting> {
        let (kept, address) = (&self.settings, &self.address);
        let rust_type = if kept.rust_type == RustType::default().as_str() {
            &Keeper::Usual
        } else {
            &kept.keeper
        };
        let mut settings = vec![
            Setting {
                name: "database",
                value: address.url.to_string(),
                origin: address.origin.to_string(),
            },
            Setting::new("schema", kept.schema.value.to_string(), &kept.schema.origin),
            Setting::new(
                "history table",
                kept.history_table.value.to_string(),
                &kept.history_table.origin,
            ),
            Setting::new("type of Rust migrations", kept.rust_type, rust_type),
        ];
        settings.extend(of_run(&self.config, address.url.dialect()));
        settings
    }
}

/// What is said of the run alone.
fn of_run(config: &Config, dialect: Dialect) -> Vec<Setting> {
    const USUAL: Config = Config::new();
    let time = |time: Duration| humantime::format_duration(time).to_string();
    let or = |value: Duration, none: &str| {
        if value.is_zero() { none.to_owned() } else { time(value) }
    };
    let word = |holds: bool, yes: &str, no: &str| if holds { yes } else { no }.to_owned();
    let user = match dialect {
        Dialect::Postgres => "the database user",
        Dialect::Sqlite => "the user of the system",
    };
    let (name, up_to) = (config.installed_by.as_deref(), config.up_to.as_ref());
    let (is_any, is_ahead) = (config.order == Order::Any, config.future == Future::Allowed);
    let is_adopted = config.adoption == Adoption::Meant;
    let row = |name, value: String, flag, is_changed| {
        let origin = if is_changed { Keeper::Flag(flag) } else { Keeper::Usual };
        Setting::new(name, value, &origin)
    };
    vec![
        row("installed by", name.unwrap_or(user).to_owned(), "--installed-by", name.is_some()),
        row(
            "wait for a database that starts",
            or(config.wait, "not at all"),
            "--wait",
            config.wait != USUAL.wait,
        ),
        row(
            "wait for another runner",
            or(config.lock_wait, "not at all"),
            "--lock-wait",
            config.lock_wait != USUAL.lock_wait,
        ),
        row(
            "wait of a statement for a lock",
            or(config.lock_timeout, "without end"),
            "--lock-timeout",
            config.lock_timeout != USUAL.lock_timeout,
        ),
        row(
            "limit of the run",
            config.timeout.map_or_else(|| "none".to_owned(), time),
            "--timeout",
            config.timeout != USUAL.timeout,
        ),
        row(
            "last version",
            up_to.map_or_else(|| "the last one".to_owned(), ToString::to_string),
            "--target",
            up_to.is_some(),
        ),
        row(
            "versions below an applied one",
            word(is_any, "applied", "refused"),
            "--out-of-order",
            is_any,
        ),
        row(
            "a history that is ahead",
            word(is_ahead, "accepted", "drift"),
            "--allow-future",
            is_ahead,
        ),
        row(
            "objects without a history",
            word(is_adopted, "adopted", "refused"),
            "--adopt",
            is_adopted,
        ),
    ]
}
