CREATE TABLE t (a int, b text, c jsonb, d tsrange, e int[], f date);
INSERT INTO t VALUES (1, 'x', '{}', '[2026-01-01,2026-01-02)', '{1}', '2026-01-01');
