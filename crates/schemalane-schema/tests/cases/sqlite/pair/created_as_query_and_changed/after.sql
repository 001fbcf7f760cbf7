SELECT rowid, a, b FROM t
