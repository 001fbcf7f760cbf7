-- 1. change sequence s (wanted.sql:1)
ALTER SEQUENCE public.s INCREMENT BY 5 MINVALUE 0 MAXVALUE 1000 START WITH 0 CACHE 3;

-- 2. change sequence small (wanted.sql:2)
ALTER SEQUENCE public.small AS integer START WITH 5 CYCLE;

-- 3. create sequence n (wanted.sql:3)
CREATE SEQUENCE public.n AS bigint START WITH 1 INCREMENT BY 1 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1 NO CYCLE;
COMMENT ON SEQUENCE public.n IS 'numbers';
