CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE TYPE wrap AS (m mood);
CREATE TABLE t (id int PRIMARY KEY, m mood DEFAULT 'ok', list mood[] DEFAULT '{ok}', o wrap);
CREATE VIEW v AS SELECT m FROM t WHERE m = 'ok';
INSERT INTO t VALUES (1, 'sad', '{ok}', row('ok')), (2, 'ok', '{sad,ok}', NULL);
