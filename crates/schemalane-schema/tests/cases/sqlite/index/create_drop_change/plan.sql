-- 1. drop index gone
--    note: index-drop:gone: queries that used it may become slow
DROP INDEX "gone";

-- 2. drop index other to make it anew
DROP INDEX "other";

-- 3. create index fresh (wanted.sql:2)
CREATE INDEX fresh ON t (b);

-- 4. create index other anew (wanted.sql:3)
CREATE INDEX other ON t (a, b);
