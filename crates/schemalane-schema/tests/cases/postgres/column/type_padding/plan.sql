-- 1. change the type of column a of table t from character(5) to text, change the type of column b of table t from text to character(5), change the type of column c of table t from character(5) to character(2) (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    note: behaviour-change:t.a: the blanks that filled the values up to their length go
--    note: behaviour-change:t.b: shorter values are filled up with blanks, which do not count
--    note: rewrite-table:t: 1 row (16 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t
    ALTER COLUMN a TYPE text USING a::text,
    ALTER COLUMN b TYPE character(5) USING b::character(5),
    ALTER COLUMN c TYPE character(2) USING c::character(2);
