-- 1. rename table größe to größe 2 (wanted.sql:1)
--    warning: rename:größe: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "größe" RENAME TO "Größe 2";

-- 2. rename column länge of table größe 2 to breite (wanted.sql:3)
--    warning: rename:"größe 2".länge: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "größe 2" RENAME COLUMN "länge" TO "Breite";

-- 3. rebuild table größe 2: column breite takes nulls, wanted NOT NULL (wanted.sql:2)
--    note: rewrite-table:"größe 2": rows to write anew: 1; nobody else can write meanwhile, and it takes about twice the room of the table
PRAGMA foreign_keys = OFF;
CREATE TABLE "schemalane_new_größe 2" (
  "Breite" INT NOT NULL -- @renamed from=länge
);
INSERT OR ABORT INTO "schemalane_new_größe 2" (rowid, "breite") SELECT "Größe 2".rowid, "Größe 2"."breite" FROM "Größe 2";
DROP TABLE "Größe 2";
PRAGMA legacy_alter_table = ON;
ALTER TABLE "schemalane_new_größe 2" RENAME TO "Größe 2";
PRAGMA legacy_alter_table = OFF;
