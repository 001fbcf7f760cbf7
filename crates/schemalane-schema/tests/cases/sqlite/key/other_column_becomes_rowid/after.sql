SELECT rowid, id, code FROM t ORDER BY id
