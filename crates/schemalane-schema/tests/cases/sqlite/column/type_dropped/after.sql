SELECT a, typeof(a) FROM t
