INSERT INTO t (a) VALUES ('n') RETURNING id
SELECT pg_get_serial_sequence('t', 'id')
INSERT INTO restarted (a) VALUES ('n') RETURNING id
