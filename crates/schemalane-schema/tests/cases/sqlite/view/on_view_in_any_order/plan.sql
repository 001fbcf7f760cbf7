-- 1. create view v (wanted.sql:3)
CREATE VIEW v AS SELECT a FROM t;

-- 2. create view w (wanted.sql:2)
CREATE VIEW w AS SELECT a FROM v;
