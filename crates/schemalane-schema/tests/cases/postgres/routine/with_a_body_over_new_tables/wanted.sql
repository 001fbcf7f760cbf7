CREATE FUNCTION n() RETURNS bigint LANGUAGE sql AS $$ SELECT count(*) FROM public.u, public.v WHERE u.b = v.b $$;
CREATE TABLE t (a int, b bigint DEFAULT n());
CREATE TABLE u (b int);
CREATE VIEW v AS SELECT b FROM u;
