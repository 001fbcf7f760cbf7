-- 1. build index äääääääääääääääääääääääääääääääi while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t; wanted.sql:9)
--    note: index-build:äääääääääääääääääääääääääääääääi: the index is built from all rows of the table
--    note: not-transactional:äääääääääääääääääääääääääääääääi: it cannot be rolled back together with the rest
DROP INDEX CONCURRENTLY IF EXISTS public."äääääääääääääääääääääääääääää_new";
CREATE INDEX CONCURRENTLY "äääääääääääääääääääääääääääää_new" ON public.t USING btree (id, b);

-- 2. make enum äääääääääääääääääääääääääääääääe anew beside the old one
ALTER TYPE public."äääääääääääääääääääääääääääääääe" RENAME TO "äääääääääääääääääääääääääääää_old";
CREATE TYPE public."äääääääääääääääääääääääääääääääe" AS ENUM ('x', 'y');

-- 3. move column b of table t to the new enum äääääääääääääääääääääääääääääääe (ACCESS EXCLUSIVE on t)
--    note: rewrite-table:t: 2 rows (8 kB) are written anew, while nobody else can read or write the table
ALTER TABLE public.t ALTER COLUMN b TYPE public."äääääääääääääääääääääääääääääääe" USING b::text::public."äääääääääääääääääääääääääääääääe";

-- 4. rename constraint äääääääääääääääääääääääääääääääc of table t to äääääääääääääääääääääääääääää_old (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t RENAME CONSTRAINT "äääääääääääääääääääääääääääääääc" TO "äääääääääääääääääääääääääääää_old";

-- 5. rename constraint äääääääääääääääääääääääääääääääd of table t to äääääääääääääääääääääääääääääääc (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t RENAME CONSTRAINT "äääääääääääääääääääääääääääääääd" TO "äääääääääääääääääääääääääääääääc";

-- 6. rename constraint äääääääääääääääääääääääääääää_old of table t to äääääääääääääääääääääääääääääääd (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t RENAME CONSTRAINT "äääääääääääääääääääääääääääää_old" TO "äääääääääääääääääääääääääääääääd";

-- 7. add a check that column äääääääääääääääääääääääääääääään of table t has no nulls (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ADD CONSTRAINT "äääääääääääääääääääääääääää_no_nulls" CHECK ("äääääääääääääääääääääääääääääään" IS NOT NULL) NOT VALID;

-- 8. look for nulls in column äääääääääääääääääääääääääääääään of table t (in a transaction of its own; SHARE UPDATE EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t VALIDATE CONSTRAINT "äääääääääääääääääääääääääää_no_nulls";

-- 9. let column äääääääääääääääääääääääääääääään of table t refuse nulls (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ALTER COLUMN "äääääääääääääääääääääääääääääään" SET NOT NULL;

-- 10. drop the check of column äääääääääääääääääääääääääääääään of table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t DROP CONSTRAINT "äääääääääääääääääääääääääää_no_nulls";

-- 11. put the new index äääääääääääääääääääääääääääääääi in its place (wanted.sql:9)
ALTER INDEX public."äääääääääääääääääääääääääääääääi" RENAME TO "äääääääääääääääääääääääääääää_old";
ALTER INDEX public."äääääääääääääääääääääääääääää_new" RENAME TO "äääääääääääääääääääääääääääääääi";

-- 12. drop the old index äääääääääääääääääääääääääääääääi while others go on (outside of a transaction; SHARE UPDATE EXCLUSIVE on t; wanted.sql:9)
DROP INDEX CONCURRENTLY IF EXISTS public."äääääääääääääääääääääääääääää_old";

-- 13. drop the old enum äääääääääääääääääääääääääääääääe
DROP TYPE public."äääääääääääääääääääääääääääää_old";
