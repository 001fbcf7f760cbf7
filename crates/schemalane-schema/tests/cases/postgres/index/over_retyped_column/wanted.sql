CREATE TABLE t (a varchar(20), b text);
CREATE UNIQUE INDEX i ON t (a) WHERE a <> '';
CREATE INDEX j ON t (lower(b));
CREATE INDEX k ON t (b text_pattern_ops) WHERE b IS NOT NULL;
