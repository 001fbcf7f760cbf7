CREATE TABLE t (id int PRIMARY KEY, a bigint, b text);
CREATE VIEW v WITH (security_barrier = true, security_invoker = true) AS SELECT id, a, b FROM t;
CREATE VIEW w AS SELECT id, a FROM v;
COMMENT ON VIEW v IS 'kept';
COMMENT ON COLUMN v.a IS 'kept, too';
