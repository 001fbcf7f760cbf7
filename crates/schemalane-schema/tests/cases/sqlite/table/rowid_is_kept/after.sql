SELECT rowid, n FROM t ORDER BY rowid
