-- 1. rebuild table p: column code has type TEXT, wanted INT (wanted.sql:1)
--    approved: lossy-conversion:p.code: values that change when TEXT becomes INT: 1, such as '01' -> 1
--    note: rewrite-table:p: rows to write anew: 2; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_p" (code INT PRIMARY KEY);
INSERT OR ABORT INTO "schemalane_new_p" (rowid, "code") SELECT "p".rowid, "p"."code" FROM "p";
DROP TABLE "p";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_p" RENAME TO "p";
PRAGMA legacy_alter_table = OFF;
