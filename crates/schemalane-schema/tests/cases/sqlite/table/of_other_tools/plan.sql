-- 1. add column b to table t (wanted.sql:1)
ALTER TABLE "t" ADD COLUMN b INT;

-- Left in peace, since other tools remember there what they did: DATABASECHANGELOG (Liquibase), __EFMigrationsHistory (Entity Framework), _sqlx_migrations (sqlx), done (Flyway), goose_db_version (goose), schema_migrations (Rails or dbmate). What the files make is theirs.
