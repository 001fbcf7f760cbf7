CREATE DOMAIN d AS bigint;
CREATE TYPE p AS (a bigint);
CREATE TABLE t (d d, p p);
