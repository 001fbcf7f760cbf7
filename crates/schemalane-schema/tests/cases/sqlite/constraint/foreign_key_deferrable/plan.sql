-- 1. rebuild table c: FOREIGN KEY (p) REFERENCES p (id) is not wanted; FOREIGN KEY (p) REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED is missing (wanted.sql:2)
--    note: behaviour-change:c: a foreign key is enforced no more: FOREIGN KEY (p) REFERENCES p (id)
--    note: behaviour-change:c: a foreign key is enforced from now on: FOREIGN KEY (p) REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_c" (p INT REFERENCES p (id) DEFERRABLE INITIALLY DEFERRED);
INSERT OR ABORT INTO "schemalane_new_c" (rowid, "p") SELECT "c".rowid, "c"."p" FROM "c";
DROP TABLE "c";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_c" RENAME TO "c";
PRAGMA legacy_alter_table = OFF;
