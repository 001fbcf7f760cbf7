CREATE TABLE t (a integer);
CREATE TABLE legacy_new (x integer);
CREATE INDEX i ON legacy_new (x);
