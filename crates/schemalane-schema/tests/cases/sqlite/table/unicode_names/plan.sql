-- 1. rebuild table größe: column länge takes nulls, wanted NOT NULL; column breite is missing (wanted.sql:1)
--    note: rewrite-table:größe: rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_größe" ("länge" INT NOT NULL, breite INT);
INSERT OR ABORT INTO "schemalane_new_größe" (rowid, "länge") SELECT "größe".rowid, "größe"."länge" FROM "größe";
DROP TABLE "größe";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_größe" RENAME TO "größe";
PRAGMA legacy_alter_table = OFF;
