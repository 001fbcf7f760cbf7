-- 1. rebuild table t: column g has type TEXT, wanted INTEGER; column g has generated value (a || '0') STORED, wanted none (wanted.sql:1)
--    note: rewrite-table:t: rows to write anew: 2; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_t" (id INTEGER PRIMARY KEY, a TEXT, g INTEGER);
INSERT OR ABORT INTO "schemalane_new_t" ("id", "a", "g") SELECT "t"."id", "t"."a", "t"."g" FROM "t";
DROP TABLE "t";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_t" RENAME TO "t";
PRAGMA legacy_alter_table = OFF;
