CREATE TABLE t (a INT, b TEXT);
CREATE INDEX gone ON t (a);
CREATE INDEX other ON t (a);
