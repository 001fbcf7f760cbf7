CREATE TABLE t (
  id INTEGER PRIMARY KEY,
  name TEXT -- @renamed from=nick
);
CREATE VIEW v AS SELECT name FROM t;
CREATE INDEX i ON t (name);
