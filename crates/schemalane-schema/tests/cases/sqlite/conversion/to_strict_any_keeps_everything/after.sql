SELECT id, quote(a) FROM t
