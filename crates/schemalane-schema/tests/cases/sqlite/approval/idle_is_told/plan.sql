-- 1. drop column b of table t (wanted.sql:1)
--    approved: delete-data:t.b: 1 value is lost
ALTER TABLE "t" DROP COLUMN "b";

-- The approval delete-data:t.c is about nothing in this plan: take it away, or correct its name.

-- The approval lossy-conversion:t.b is about nothing in this plan: take it away, or correct its name.
