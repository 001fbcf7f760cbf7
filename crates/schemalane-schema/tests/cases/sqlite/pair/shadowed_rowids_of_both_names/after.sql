SELECT oid, rowid, _rowid_, n FROM t
