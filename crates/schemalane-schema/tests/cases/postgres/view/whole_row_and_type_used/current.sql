CREATE TABLE t (a int, b int);
CREATE FUNCTION total(t) RETURNS int LANGUAGE sql AS $$ SELECT $1.a $$;
CREATE VIEW v AS SELECT total(t) AS total, t AS row FROM t;
INSERT INTO t VALUES (1, 2);
