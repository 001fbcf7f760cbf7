-- 1. rebuild table c: FOREIGN KEY (x, y) REFERENCES p (a, b) ON UPDATE CASCADE is missing (wanted.sql:2)
--    note: behaviour-change:c: a foreign key is enforced from now on: FOREIGN KEY (x, y) REFERENCES p (a, b) ON UPDATE CASCADE
--    note: rewrite-table:c: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_c" (x INT, y INT, FOREIGN KEY (x, y) REFERENCES p (a, b) ON UPDATE CASCADE);
INSERT OR ABORT INTO "schemalane_new_c" (rowid, "x", "y") SELECT "c".rowid, "c"."x", "c"."y" FROM "c";
DROP TABLE "c";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_c" RENAME TO "c";
PRAGMA legacy_alter_table = OFF;
