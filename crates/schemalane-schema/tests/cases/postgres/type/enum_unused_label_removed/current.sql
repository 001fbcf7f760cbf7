CREATE TYPE mood AS ENUM ('sad', 'ok', 'great');
CREATE TABLE t (id int PRIMARY KEY, m mood NOT NULL DEFAULT 'ok', list mood[], UNIQUE (m));
CREATE INDEX t_ok ON t (m) WHERE m = 'ok';
CREATE VIEW v AS SELECT id, m FROM t WHERE m <> 'sad';
CREATE FUNCTION f(mood) RETURNS mood LANGUAGE sql AS $$ SELECT $1 $$;
INSERT INTO t VALUES (1, 'ok', '{ok,sad}');
