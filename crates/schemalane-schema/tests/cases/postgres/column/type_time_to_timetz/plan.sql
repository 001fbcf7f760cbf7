-- 1. change the type of column a of table t from time without time zone to time with time zone, change the type of column d of table t from date to timestamp without time zone (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    warning: behaviour-change:t.a: what was shown to all sessions alike is shown in the zone of each
--    approved: lossy-conversion:t.a: 1 row with a value without a zone, which is taken for one in UTC; approve it where UTC is right; else change the type in a migration, with the right zone
--    note: rewrite-table:t: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t
    ALTER COLUMN a TYPE time with time zone USING (a::text || '+00')::time with time zone,
    ALTER COLUMN d TYPE timestamp without time zone USING d::timestamp without time zone;
