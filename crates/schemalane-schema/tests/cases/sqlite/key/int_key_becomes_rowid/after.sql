SELECT rowid, id, n FROM t ORDER BY n
