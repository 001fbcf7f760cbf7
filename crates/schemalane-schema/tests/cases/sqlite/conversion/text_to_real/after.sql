SELECT id, a, typeof(a) FROM t
