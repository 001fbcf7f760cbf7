CREATE TABLE t (id int, other int);
CREATE SEQUENCE s AS int OWNED BY t.id;
SELECT setval('s', 50);
