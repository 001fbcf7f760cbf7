-- 1. set aside view va, since SQLite cannot rename what it names
DROP VIEW IF EXISTS "va";

-- 2. rename column note of table a to remark (wanted.sql:2)
--    warning: rename:a.note: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "a" RENAME COLUMN "note" TO "remark";

-- 3. set aside view vb, since SQLite cannot rename what it names
DROP VIEW IF EXISTS "vb";

-- 4. rename column note of table b to remark (wanted.sql:5)
--    warning: rename:b.note: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "b" RENAME COLUMN "note" TO "remark";

-- 5. create view va (wanted.sql:7)
CREATE VIEW va AS WITH source AS (SELECT * FROM a) SELECT remark FROM source;

-- 6. create view vb (wanted.sql:8)
CREATE VIEW vb AS WITH source AS (SELECT * FROM b) SELECT remark FROM source;

-- 7. create trigger r (wanted.sql:9)
CREATE TRIGGER r INSTEAD OF INSERT ON va BEGIN SELECT NEW.remark; END;
