SELECT a, pg_typeof(a) FROM t
