-- 1. drop table schema_migrations (ACCESS EXCLUSIVE on schema_migrations)
--    note: delete-data:schema_migrations: there are no rows in it
DROP TABLE public.schema_migrations;

-- 2. change the type of column version_num of table alembic_version from character varying(32) to character varying(64) (ACCESS EXCLUSIVE on alembic_version; wanted.sql:1)
ALTER TABLE public.alembic_version ALTER COLUMN version_num TYPE character varying(64) USING version_num::character varying(64);
