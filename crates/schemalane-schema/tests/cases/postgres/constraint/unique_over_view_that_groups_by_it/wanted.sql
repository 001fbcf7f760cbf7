CREATE TABLE t (id int, tenant int NOT NULL DEFAULT 0, name text, PRIMARY KEY (id, tenant));
CREATE VIEW v AS SELECT id, name, count(*) FROM t GROUP BY id, name;
