-- 1. drop publication feed
--    approved: behaviour-change:publication feed: its subscribers, which this database does not know, get nothing from then on; write it into the files if it is to stay
DROP PUBLICATION feed;

-- 2. add column more to table t (ACCESS EXCLUSIVE on t; wanted.sql:1)
ALTER TABLE public.t ADD COLUMN more text;
