SELECT count(*), count(DISTINCT id) FROM t
