-- 1. add column b to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD COLUMN b integer;

-- Left in peace, since other tools remember there what they did: __EFMigrationsHistory (Entity Framework), __diesel_schema_migrations (Diesel), _prisma_migrations (Prisma), _sqlx_migrations (sqlx), alembic_version (Alembic), ar_internal_metadata (Rails), databasechangelog (Liquibase), databasechangeloglock (Liquibase), django_migrations (Django), goose_db_version (goose), knex_migrations (Knex), knex_migrations_lock (Knex), migrations (TypeORM), refinery_schema_history (refinery), schema_migrations (golang-migrate), seaql_migrations (SeaORM), what_flyway_did (Flyway). What the files make is theirs.
