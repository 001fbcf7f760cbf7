CREATE TABLE t (a INT, b TEXT);
CREATE INDEX fresh ON t (b);
CREATE INDEX other ON t (a, b);
