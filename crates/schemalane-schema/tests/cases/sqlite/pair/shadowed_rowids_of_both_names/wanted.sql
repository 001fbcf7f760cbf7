CREATE TABLE t (rowid TEXT, _rowid_ TEXT, n INT NOT NULL);
