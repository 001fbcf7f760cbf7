CREATE TYPE mood AS ENUM ('ok');
CREATE DOMAIN posint AS int CHECK (VALUE > 0);
CREATE TYPE pair AS (a int);
CREATE TABLE t (m mood DEFAULT 'ok', d posint, c pair);
CREATE FUNCTION f(mood) RETURNS mood LANGUAGE sql AS $$ SELECT $1 $$;
INSERT INTO t VALUES ('ok', 1, row(1));
