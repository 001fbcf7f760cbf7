-- 1. rebuild table t: PRIMARY KEY (id) is missing (wanted.sql:1)
--    note: rewrite-table:t: rows to write anew: 2; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (id INTEGER, a TEXT, PRIMARY KEY (id DESC));
INSERT OR ABORT INTO "schemalane_new_t" ("id", "a") SELECT "t"."id", "t"."a" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;

-- 2. rebuild table u: PRIMARY KEY (id DESC), not the rowid is missing (wanted.sql:2)
--    note: rewrite-table:u: rows to write anew: 2; nobody else can write meanwhile, and it takes about twice the room of the table
CREATE TABLE "schemalane_new_u" (id INTEGER PRIMARY KEY DESC);
INSERT OR ABORT INTO "schemalane_new_u" (rowid, "id") SELECT "u".rowid, "u"."id" FROM "u";
DROP TABLE "u";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_u" RENAME TO "u";
PRAGMA legacy_alter_table = OFF;
