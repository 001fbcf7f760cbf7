SELECT x, b, c FROM t
