CREATE SCHEMA old;
CREATE TYPE old.mood AS ENUM ('ok');
CREATE TABLE old.t (a int, m old.mood);
CREATE VIEW old.v AS SELECT a FROM old.t;
CREATE TABLE u (a int);
INSERT INTO old.t VALUES (1, 'ok');
