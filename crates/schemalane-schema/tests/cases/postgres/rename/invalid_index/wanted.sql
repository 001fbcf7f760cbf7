CREATE TABLE t (a int);
-- @renamed from=old
CREATE INDEX new ON t (a);
