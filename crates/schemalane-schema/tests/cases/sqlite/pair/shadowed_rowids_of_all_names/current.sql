CREATE TABLE t (rowid TEXT, _rowid_ TEXT, oid INT, n INT);
INSERT INTO t VALUES ('r', '_r', 3, 1);
