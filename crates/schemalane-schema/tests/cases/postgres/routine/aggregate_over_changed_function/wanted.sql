CREATE TABLE t (a int);
CREATE FUNCTION plus(int, int) RETURNS int LANGUAGE sql IMMUTABLE AS $$ SELECT $1 + 2 * $2 $$;
CREATE AGGREGATE total(int) (SFUNC = plus, STYPE = int, INITCOND = '0');
CREATE VIEW v AS SELECT total(a) FROM t;
