CREATE VIEW v AS SELECT a, label(m) AS label FROM t;
