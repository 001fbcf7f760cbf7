CREATE TABLE t (a int, b text);
CREATE INDEX fresh ON t (b text_pattern_ops) INCLUDE (a);
CREATE INDEX other ON t (a DESC) WHERE a > 0;
