CREATE TABLE t (a int, b int);
CREATE VIEW v WITH (security_barrier) AS SELECT a FROM t WHERE a > 0 WITH CASCADED CHECK OPTION;
CREATE VIEW w AS SELECT a FROM t;
CREATE VIEW x WITH (security_invoker = false) AS SELECT a, b FROM t WHERE a > 1;
