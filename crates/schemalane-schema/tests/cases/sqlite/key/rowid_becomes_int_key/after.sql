SELECT rowid, id, n FROM t
