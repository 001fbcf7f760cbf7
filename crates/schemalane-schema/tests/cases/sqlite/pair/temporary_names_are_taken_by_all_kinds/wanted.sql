CREATE TABLE t (a INT NOT NULL);
CREATE VIEW schemalane_new_t AS SELECT a FROM t;
CREATE TABLE u (a INT NOT NULL);
CREATE INDEX schemalane_new_u ON u (a);
CREATE TABLE schemalane_new_u_2 (a INT);
