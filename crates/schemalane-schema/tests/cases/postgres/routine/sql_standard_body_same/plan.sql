-- 1. create table o (wanted.sql:3)
CREATE TABLE public.o (
    a integer
);
