-- 1. set aside view v, which SQLite cannot use here (no such table: main.gone)
DROP VIEW IF EXISTS "v";

-- 2. rename table people to users (wanted.sql:2)
--    warning: rename:people: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "people" RENAME TO "users";

-- 3. create view v (wanted.sql:1)
CREATE VIEW v AS SELECT x FROM gone;

-- The view v is broken, and was before: no such table: main.gone. Correct it, or take it away.
