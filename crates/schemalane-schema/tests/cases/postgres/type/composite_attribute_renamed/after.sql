SELECT (one).name FROM t
SELECT b FROM v
