-- 1. drop constraint u_t_fkey of table u (ACCESS EXCLUSIVE on u)
ALTER TABLE public.u DROP CONSTRAINT u_t_fkey;

-- 2. change the type of column id of table t from integer to bigint (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: rewrite-table:t: 2 rows (16 kB) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN id TYPE bigint USING id::bigint;

-- 3. change the type of column t of table u from integer to bigint (ACCESS EXCLUSIVE on u; wanted.sql:2)
--    note: rewrite-table:u: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.u ALTER COLUMN t TYPE bigint USING t::bigint;

-- 4. add constraint u_t_fkey to table u (SHARE ROW EXCLUSIVE on u and t)
ALTER TABLE public.u ADD CONSTRAINT u_t_fkey FOREIGN KEY (t) REFERENCES public.t(id);
