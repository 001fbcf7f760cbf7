-- 1. create table other (wanted.sql:5)
CREATE TABLE public.other (
    x integer
);
