-- 1. change sequence s (wanted.sql:2)
ALTER SEQUENCE public.s AS bigint INCREMENT BY 5;
ALTER SEQUENCE public.s OWNED BY NONE;

-- 2. give sequence s to column other of table t
ALTER SEQUENCE public.s OWNED BY public.t.other;
