CREATE TYPE feeling AS ENUM ('a'); -- @renamed from=mood
CREATE TABLE t (a bigint, m feeling);
CREATE VIEW w AS SELECT a FROM t; -- @renamed from=v
CREATE FUNCTION f(feeling) RETURNS bigint LANGUAGE sql AS 'SELECT 1::bigint';
