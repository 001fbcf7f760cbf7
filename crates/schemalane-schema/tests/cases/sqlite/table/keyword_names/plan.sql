-- 1. rebuild table order: column group takes nulls, wanted NOT NULL (wanted.sql:1)
--    note: rewrite-table:order: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_order" ("group" INT NOT NULL, "table" TEXT);
INSERT OR ABORT INTO "schemalane_new_order" (rowid, "group", "table") SELECT "order".rowid, "order"."group", "order"."table" FROM "order";
DROP TABLE "order";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_order" RENAME TO "order";
PRAGMA legacy_alter_table = OFF;
