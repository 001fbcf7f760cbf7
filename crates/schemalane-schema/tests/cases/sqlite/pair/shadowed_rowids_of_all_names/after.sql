SELECT rowid, _rowid_, oid, n FROM t
