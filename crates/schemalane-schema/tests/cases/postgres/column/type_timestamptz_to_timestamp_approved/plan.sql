-- 1. change the type of column at of table t from timestamp with time zone to timestamp(0) without time zone (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    warning: behaviour-change:t.at: what was shown in the zone of each session is shown as it was in UTC, to all of them
--    approved: lossy-conversion:t.at: 1 row with a value whose zone is lost: what is kept is its time in UTC; approve it where UTC is right; else change the type in a migration, with the right zone
--    note: rewrite-table:t: 2 rows (8 kB) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN at TYPE timestamp(0) without time zone USING (at AT TIME ZONE 'UTC')::timestamp(0) without time zone;
