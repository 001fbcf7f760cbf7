-- 1. create table l_us (ACCESS EXCLUSIVE on l; wanted.sql:3)
CREATE TABLE public.l_us PARTITION OF public.l FOR VALUES IN ('us', NULL);

-- 2. create table l_rest (ACCESS EXCLUSIVE on l; wanted.sql:4)
CREATE TABLE public.l_rest PARTITION OF public.l DEFAULT;

-- 3. create table h1 (ACCESS EXCLUSIVE on h; wanted.sql:7)
CREATE TABLE public.h1 PARTITION OF public.h FOR VALUES WITH (modulus 2, remainder 1);
