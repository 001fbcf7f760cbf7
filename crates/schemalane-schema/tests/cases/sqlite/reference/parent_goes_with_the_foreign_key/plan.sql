-- 1. drop table p
--    approved: delete-data:p: 1 row is lost
PRAGMA foreign_keys = OFF;
DROP TABLE "p";

-- 2. rebuild table c: FOREIGN KEY (p) REFERENCES p (id) is not wanted (wanted.sql:1)
--    note: behaviour-change:c: a foreign key is enforced no more: FOREIGN KEY (p) REFERENCES p (id)
--    note: rewrite-table:c: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
CREATE TABLE "schemalane_new_c" (id INTEGER PRIMARY KEY, p INT);
INSERT OR ABORT INTO "schemalane_new_c" ("id", "p") SELECT "c"."id", "c"."p" FROM "c";
DROP TABLE "c";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_c" RENAME TO "c";
PRAGMA legacy_alter_table = OFF;
