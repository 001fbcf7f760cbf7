//! Where the server is and who we are, without a word of it.

use std::{fmt, ops::Deref, sync::Arc};

use sqlx::postgres::PgConnectOptions;

/// Connect options. Their own `Debug` text has the password in it.
#[derive(Clone)]
pub(super) struct Options(Arc<PgConnectOptions>);

impl Options {
    pub(super) fn new(options: PgConnectOptions) -> Self {
        Self(Arc::new(options))
    }
}

impl Deref for Options {
    type Target = PgConnectOptions;

    fn deref(&self) -> &PgConnectOptions {
        &self.0
    }
}

impl fmt::Debug for Options {
    fn fmt(&self, formatter: &mut fmt::Formatter<'_>) -> fmt::Result {
        formatter.write_str("Options(..)")
    }
}

#[cfg(test)]
mod tests {
    use super::*;
    use crate::connection::postgres::{Canceller, Tenancy, Watch};

    #[test]
    fn nothing_of_them_is_shown() {
        let options = PgConnectOptions::new_without_pgpass().password("open-sesame");
        let options = Options::new(options);
        let watch = Watch {
            options: options.clone(),
            tenancy: Tenancy::Unknown,
            first_look: std::time::Duration::ZERO,
            blockade: crate::connection::postgres::Blockade::default(),
        };
        let canceller = Canceller { options: options.clone(), tenancy: Tenancy::Unknown };
        for text in [format!("{options:?}"), format!("{watch:?}"), format!("{canceller:#?}")] {
            assert!(!text.contains("sesame"), "{text}");
        }
    }
}
