CREATE TABLE t (a int, b int);
CREATE STATISTICS s (ndistinct, dependencies) ON a, b FROM t;
CREATE RULE quiet AS ON DELETE TO t DO INSTEAD NOTHING;
