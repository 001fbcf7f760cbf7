SELECT count(DISTINCT no), max(no) FROM t
