CREATE TABLE t (a bigint, k varchar(5));
CREATE FUNCTION f(n int) RETURNS bigint LANGUAGE sql BEGIN ATOMIC SELECT count(*) FROM t WHERE a = n AND k IN ('x', 'y'); END;
