//! What stops a statement from elsewhere.

use sqlx::{AssertSqlSafe, ConnectOptions as _, Connection as _};

use super::{Options, Tenancy, aside};

/// Cancels by a second connection, since the first one is busy.
#[derive(Debug)]
pub(crate) struct Canceller {
    pub(super) options: Options,
    pub(super) tenancy: Tenancy,
}

impl Canceller {
    pub(in crate::connection) async fn cancel(&self) -> Result<(), sqlx::Error> {
        // Which backend of a pooler's works for us, nobody can say.
        let Tenancy::Own { backend } = self.tenancy else { return Err(sqlx::Error::PoolClosed) };
        let cancel = format!("SELECT pg_catalog.pg_cancel_backend({backend})");
        aside(async {
            let mut connection = self.options.connect().await?;
            sqlx::raw_sql(AssertSqlSafe(cancel)).execute(&mut connection).await?;
            connection.close().await
        })
        .await
    }
}
