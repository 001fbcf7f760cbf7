CREATE TABLE t (a int, k varchar(5));
CREATE FUNCTION f(n int) RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM t WHERE a = n AND k IN ('x', 'y'); END;
CREATE TABLE o (a int);
