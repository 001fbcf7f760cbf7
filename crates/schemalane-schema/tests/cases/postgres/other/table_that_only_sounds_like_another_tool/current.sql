create table schema_migrations (version text, note text);
create table alembic_version (version_num varchar(32) not null);
