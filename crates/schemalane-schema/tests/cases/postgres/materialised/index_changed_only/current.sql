CREATE TABLE t (a int, b int);
INSERT INTO t VALUES (1, 3);
CREATE MATERIALIZED VIEW m AS SELECT a, b FROM t;
CREATE INDEX m_a ON m (a);
CREATE TABLE before (n oid);
INSERT INTO before SELECT pg_relation_filenode('m');
