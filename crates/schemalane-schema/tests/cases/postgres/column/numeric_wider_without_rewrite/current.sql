CREATE TABLE t (a numeric(5, 2), b numeric(8, 3), c varbit(4), d timestamptz(6));
INSERT INTO t VALUES (1.25, 2.125, B'101', now());
CREATE TABLE before (n oid);
INSERT INTO before SELECT pg_relation_filenode('t');
