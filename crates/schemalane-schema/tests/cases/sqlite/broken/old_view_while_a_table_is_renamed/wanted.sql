CREATE VIEW v AS SELECT x FROM gone;
-- @renamed from=people
CREATE TABLE users (id INTEGER PRIMARY KEY, n TEXT);
