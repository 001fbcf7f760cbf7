INSERT INTO t (a) VALUES ('y') RETURNING id
SELECT pg_get_serial_sequence('t', 'id')
SELECT count(*) FROM pg_class WHERE relkind = 'S' AND relname LIKE 't\_%'
