CREATE TABLE t (rowid TEXT, _rowid_ TEXT, n INT);
INSERT INTO t (oid, rowid, _rowid_, n) VALUES (50, 'r', '_r', 1);
