-- 1. set aside view v, since SQLite cannot rename what it names
DROP VIEW IF EXISTS "v";

-- 2. set aside view w, since SQLite cannot rename what it names
DROP VIEW IF EXISTS "w";

-- 3. rename column note of table a to remark (wanted.sql:2)
--    warning: rename:a.note: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "a" RENAME COLUMN "note" TO "remark";

-- 4. create view v (wanted.sql:4)
CREATE VIEW v AS WITH source AS (SELECT * FROM a) SELECT remark FROM source;

-- 5. create view w (wanted.sql:5)
CREATE VIEW w AS SELECT remark FROM v;
