SELECT id, quote(g) FROM t
