CREATE TABLE t (a int);
CREATE VIEW v WITH (security_barrier, security_invoker = true) AS SELECT a FROM t WHERE a > 0 WITH LOCAL CHECK OPTION;
