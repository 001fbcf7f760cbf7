use schemalane::DatabaseTransaction;

pub async fn migrate(_: &DatabaseTransaction) -> Result<(), std::io::Error> {
    std::future::ready(Ok(())).await
}
