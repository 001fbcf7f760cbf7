-- 1. drop constraint a_b of table a (ACCESS EXCLUSIVE on a)
ALTER TABLE public.a DROP CONSTRAINT a_b;

-- 2. drop constraint b_a_fkey of table b (ACCESS EXCLUSIVE on b)
ALTER TABLE public.b DROP CONSTRAINT b_a_fkey;

-- 3. change the type of column id of table a from integer to bigint, change the type of column b of table a from integer to bigint (ACCESS EXCLUSIVE on a; wanted.sql:1)
--    note: rewrite-table:a: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.a
    ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN b TYPE bigint USING b::bigint;

-- 4. change the type of column id of table b from integer to bigint, change the type of column a of table b from integer to bigint (ACCESS EXCLUSIVE on b; wanted.sql:2)
--    note: rewrite-table:b: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.b
    ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN a TYPE bigint USING a::bigint;

-- 5. add constraint a_b to table a (SHARE ROW EXCLUSIVE on a and b)
ALTER TABLE public.a ADD CONSTRAINT a_b FOREIGN KEY (b) REFERENCES public.b(id);

-- 6. add constraint b_a_fkey to table b (SHARE ROW EXCLUSIVE on b and a)
ALTER TABLE public.b ADD CONSTRAINT b_a_fkey FOREIGN KEY (a) REFERENCES public.a(id);
