//! Runs were found by their URL alone, in which one database has many
//! spellings. This takes each URL apart, which SQL cannot do, into the host
//! and the database that it means.

use schemalane::{
    DatabaseUrl,
    sea_orm::{ConnectionTrait, DatabaseTransaction, DbErr, Statement},
};

/// Adds the columns, fills them for the runs that are there, and indexes them.
pub async fn migrate(txn: &DatabaseTransaction) -> Result<(), DbErr> {
    txn.execute_unprepared("ALTER TABLE run ADD COLUMN host TEXT").await?;
    txn.execute_unprepared("ALTER TABLE run ADD COLUMN database_name TEXT").await?;
    let backend = txn.get_database_backend();
    let urls = Statement::from_string(backend, "SELECT DISTINCT url FROM run");
    for row in txn.query_all_raw(urls).await? {
        let url: String = row.try_get("", "url")?;
        // A URL that this release cannot read stays as it is.
        let Ok(place) = url.parse::<DatabaseUrl>() else { continue };
        let update = Statement::from_sql_and_values(
            backend,
            "UPDATE run SET host = $1, database_name = $2 WHERE url = $3",
            [place.host().map(str::to_owned).into(), place.database().into(), url.into()],
        );
        txn.execute_raw(update).await?;
    }
    txn.execute_unprepared("CREATE INDEX run_by_database ON run (database_name, host)").await?;
    Ok(())
}
