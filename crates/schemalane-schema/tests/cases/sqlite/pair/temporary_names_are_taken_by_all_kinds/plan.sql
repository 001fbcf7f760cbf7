-- 1. rebuild table t: column a takes nulls, wanted NOT NULL (wanted.sql:1)
--    note: rewrite-table:t: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t_2" (a INT NOT NULL);
INSERT OR ABORT INTO "schemalane_new_t_2" (rowid, "a") SELECT "t".rowid, "t"."a" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t_2" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

-- 2. rebuild table u: column a takes nulls, wanted NOT NULL (wanted.sql:3)
--    note: rewrite-table:u: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
CREATE TABLE "schemalane_new_u_3" (a INT NOT NULL);
INSERT OR ABORT INTO "schemalane_new_u_3" (rowid, "a") SELECT "u".rowid, "u"."a" FROM "u";
DROP TABLE "u";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_u_3" RENAME TO "u";
PRAGMA legacy_alter_table = OFF;

-- 3. create index schemalane_new_u anew (wanted.sql:4)
--    note: index-build:schemalane_new_u: rows to read: 1; the database is locked meanwhile
CREATE INDEX schemalane_new_u ON u (a);
