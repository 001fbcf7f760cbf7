-- 1. drop table schema_migrations
--    note: delete-data:schema_migrations: the table is empty
PRAGMA foreign_keys = OFF;
DROP TABLE "schema_migrations";

-- 2. rebuild table alembic_version: name is Alembic_Version, wanted alembic_version; column version_num takes nulls, wanted NOT NULL (wanted.sql:1)
--    note: behaviour-change:alembic_version: name is Alembic_Version, wanted alembic_version: SQLite takes both for the same, applications may not
CREATE TABLE "schemalane_new_alembic_version" (version_num TEXT NOT NULL);
INSERT OR ABORT INTO "schemalane_new_alembic_version" (rowid, "version_num") SELECT "Alembic_Version".rowid, "Alembic_Version"."version_num" FROM "Alembic_Version";
DROP TABLE "Alembic_Version";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_alembic_version" RENAME TO "alembic_version";
PRAGMA legacy_alter_table = OFF;
