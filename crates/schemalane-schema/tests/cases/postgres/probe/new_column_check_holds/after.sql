SELECT sum(size) FROM t
