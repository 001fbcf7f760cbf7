-- 1. change sequence s (wanted.sql:1)
ALTER SEQUENCE public.s INCREMENT BY -2 MINVALUE -1000;
