SELECT _rowid_, rowid, n FROM t
