CREATE TABLE t (a int, b int);
CREATE MATERIALIZED VIEW m WITH (fillfactor = 90) AS SELECT a, b FROM t;
CREATE UNIQUE INDEX m_a ON m (a);
CREATE TABLE before (n oid);
