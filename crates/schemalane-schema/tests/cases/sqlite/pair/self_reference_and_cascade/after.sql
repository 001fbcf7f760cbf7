SELECT id, up, n FROM t
