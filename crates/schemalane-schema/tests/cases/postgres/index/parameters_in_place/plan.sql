-- 1. change the parameters of index i (wanted.sql:2)
ALTER INDEX public.i SET (fillfactor = '70');

-- 2. change the parameters of index j (wanted.sql:3)
ALTER INDEX public.j RESET (deduplicate_items);
