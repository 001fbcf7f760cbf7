CREATE TABLE t (rowid TEXT, _rowid_ TEXT, oid INT, n INT NOT NULL);
