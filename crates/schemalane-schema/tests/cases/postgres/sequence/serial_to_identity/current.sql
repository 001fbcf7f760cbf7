CREATE TABLE t (id serial PRIMARY KEY, a text);
INSERT INTO t (a) VALUES ('x');
SELECT setval('t_id_seq', 100);
