-- 1. change sequence s (wanted.sql:2)
ALTER SEQUENCE public.s AS bigint START WITH 1 INCREMENT BY 5 MINVALUE 1 MAXVALUE 9223372036854775807 CACHE 1 NO CYCLE;
ALTER SEQUENCE public.s OWNED BY NONE;

-- 2. give sequence s to column other of table t
ALTER SEQUENCE public.s OWNED BY public.t.other;
