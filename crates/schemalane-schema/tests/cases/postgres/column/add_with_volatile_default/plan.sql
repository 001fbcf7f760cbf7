-- 1. add column token to table sessions (ACCESS EXCLUSIVE on sessions; wanted.sql:1)
--    note: rewrite-table:sessions: 3 rows (8 kB) are written anew, while nobody else can read or write the table
ALTER TABLE public.sessions ADD COLUMN token uuid DEFAULT gen_random_uuid() NOT NULL;
