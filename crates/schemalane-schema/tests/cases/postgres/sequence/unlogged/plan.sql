-- 1. change sequence s (wanted.sql:1)
ALTER SEQUENCE public.s SET UNLOGGED;
