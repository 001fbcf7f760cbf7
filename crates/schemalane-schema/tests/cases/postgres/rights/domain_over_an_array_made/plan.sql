-- 1. create domain d (wanted.sql:2)
CREATE DOMAIN public.d AS integer[];
ALTER DOMAIN public.d OWNER TO postgres;
GRANT USAGE ON TYPE public.d TO PUBLIC;

-- 2. create domain c (wanted.sql:3)
CREATE DOMAIN public.c AS text[];
ALTER DOMAIN public.c OWNER TO postgres;
REVOKE ALL ON TYPE public.c FROM PUBLIC;
