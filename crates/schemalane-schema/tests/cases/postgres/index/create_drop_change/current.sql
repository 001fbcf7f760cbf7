CREATE TABLE t (a int, b text);
CREATE INDEX gone ON t (a);
CREATE INDEX other ON t (a);
