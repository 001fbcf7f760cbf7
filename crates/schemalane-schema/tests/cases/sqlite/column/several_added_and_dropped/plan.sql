-- 1. drop columns b, c of table t, add columns d, e (wanted.sql:1)
--    note: delete-data:t.b: it has no value in any row
--    note: delete-data:t.c: it has no value in any row
ALTER TABLE "t" DROP COLUMN "b";
ALTER TABLE "t" DROP COLUMN "c";
ALTER TABLE "t" ADD COLUMN d INT;
ALTER TABLE "t" ADD COLUMN e TEXT DEFAULT 'e';

-- Is d the new name of b? If so, write `-- @renamed from=b` on the line of its column.

-- Is d the new name of c? If so, write `-- @renamed from=c` on the line of its column.
