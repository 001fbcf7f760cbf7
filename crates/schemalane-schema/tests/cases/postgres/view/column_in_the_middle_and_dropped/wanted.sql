CREATE TABLE t (a int, b int, c int);
CREATE VIEW v AS SELECT a, b, c FROM t;
CREATE VIEW w AS SELECT a, c FROM t;
CREATE VIEW over_v AS SELECT a, c FROM v;
COMMENT ON VIEW v IS 'kept';
