SELECT id, typeof(a) FROM t
