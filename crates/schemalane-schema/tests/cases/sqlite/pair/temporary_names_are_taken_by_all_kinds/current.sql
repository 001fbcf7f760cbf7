CREATE TABLE t (a INT);
CREATE VIEW schemalane_new_t AS SELECT a FROM t;
CREATE TABLE u (a INT);
CREATE INDEX schemalane_new_u ON u (a);
CREATE TABLE schemalane_new_u_2 (a INT);
INSERT INTO t VALUES (1);
INSERT INTO u VALUES (1);
