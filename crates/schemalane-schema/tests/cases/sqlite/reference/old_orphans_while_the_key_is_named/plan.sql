-- 1. rebuild table c: FOREIGN KEY (p) REFERENCES p (id) is not wanted; foreign key owner is missing (wanted.sql:2)
--    note: behaviour-change:c: a foreign key is enforced no more: FOREIGN KEY (p) REFERENCES p (id)
--    note: behaviour-change:c: a foreign key is enforced from now on: FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE
--    warning: may-fail:c: rows that refer to no row of p, and did not before: 1; such as 10; the step leaves them as they are
--    note: rewrite-table:c: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_c" (id INTEGER PRIMARY KEY, p INT, CONSTRAINT owner FOREIGN KEY (p) REFERENCES p (id) ON DELETE CASCADE);
INSERT OR ABORT INTO "schemalane_new_c" ("id", "p") SELECT "c"."id", "c"."p" FROM "c";
DROP TABLE "c";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_c" RENAME TO "c";
PRAGMA legacy_alter_table = OFF;
