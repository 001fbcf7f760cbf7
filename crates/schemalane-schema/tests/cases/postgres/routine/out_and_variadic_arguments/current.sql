CREATE FUNCTION pair(OUT a int, OUT b int) LANGUAGE sql AS $$ SELECT 1, 2 $$;
CREATE FUNCTION most(VARIADIC list int[]) RETURNS int LANGUAGE sql AS $$ SELECT max(x) FROM unnest(list) x $$;
