use schemalane as sea_orm;
use std::error::Error;

pub async fn migrate(
    transaction: &sea_orm::DatabaseTransaction,
) -> Result<(), Box<dyn Error + Send + Sync>> {
    std::future::ready(transaction).await;
    Ok(())
}
