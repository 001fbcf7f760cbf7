-- 1. change the type of column at of table t from timestamp with time zone to timestamp without time zone (ACCESS EXCLUSIVE on t; wanted.sql:1)
--    warning: behaviour-change:t.at: what was shown in the zone of each session is shown as it was in UTC, to all of them
--    note: rewrite-table:t: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN at TYPE timestamp without time zone USING at AT TIME ZONE 'UTC';
