-- 1. create domain filled (wanted.sql:2)
CREATE DOMAIN public.filled AS text CONSTRAINT filled_check CHECK ((VALUE <> ''::text));

-- 2. create domain email (wanted.sql:1)
CREATE DOMAIN public.email AS public.filled CONSTRAINT email_check CHECK (((VALUE)::text ~~ '%@%'::text));

-- 3. add column b to table t (ACCESS EXCLUSIVE on t; wanted.sql:3)
--    note: rewrite-table:t: 1 row (16 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t ADD COLUMN b public.email;

-- 4. add column c to table t (ACCESS EXCLUSIVE on t; wanted.sql:3)
ALTER TABLE public.t ADD COLUMN c public.email[] DEFAULT ('{}'::public.email[]);
