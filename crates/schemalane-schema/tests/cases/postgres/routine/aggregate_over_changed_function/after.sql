SELECT total(a) FROM t
