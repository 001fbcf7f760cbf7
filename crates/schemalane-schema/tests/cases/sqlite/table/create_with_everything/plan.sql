-- 1. create table t (wanted.sql:2)
CREATE TABLE t (id INTEGER PRIMARY KEY, name TEXT);

-- 2. create view v (wanted.sql:3)
CREATE VIEW v AS SELECT * FROM t;

-- 3. create index by_name (wanted.sql:5)
CREATE INDEX by_name ON t (name);

-- 4. create trigger r (wanted.sql:4)
CREATE TRIGGER r AFTER INSERT ON t BEGIN UPDATE t SET name = CASE WHEN new.name IS NULL THEN ';' ELSE new.name END WHERE id = new.id; END;
