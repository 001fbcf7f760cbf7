CREATE TABLE t (id INTEGER PRIMARY KEY, a TEXT, low TEXT AS (lower(a)));
CREATE INDEX i ON t (low);
INSERT INTO t (id, a) VALUES (1, 'X');
