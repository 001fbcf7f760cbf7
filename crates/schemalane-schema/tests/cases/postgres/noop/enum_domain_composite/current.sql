CREATE TYPE mood AS ENUM ('sad', 'ok');
CREATE DOMAIN d AS numeric(5,2) DEFAULT 0 NOT NULL CHECK (VALUE > -1) CHECK (VALUE < 100);
CREATE TYPE c AS (a integer, b character varying(3), d d);
CREATE TABLE t (m mood, d d, c c, l mood[]);
INSERT INTO t VALUES ('ok', 1, NULL, '{ok}');
