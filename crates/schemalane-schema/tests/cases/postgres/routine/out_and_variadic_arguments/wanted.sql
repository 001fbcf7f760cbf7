CREATE FUNCTION pair(OUT a int, OUT b text) LANGUAGE sql AS $$ SELECT 1, 'x' $$;
CREATE FUNCTION most(VARIADIC list int[]) RETURNS int LANGUAGE sql AS $$ SELECT min(x) FROM unnest(list) x $$;
