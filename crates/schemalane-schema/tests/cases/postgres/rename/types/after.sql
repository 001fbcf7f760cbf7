SELECT m, d, c FROM t
