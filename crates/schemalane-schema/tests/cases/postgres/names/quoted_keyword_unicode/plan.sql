-- 1. drop constraint Käse_a"b_check of table Käse (ACCESS EXCLUSIVE on Käse)
ALTER TABLE public."Käse" DROP CONSTRAINT "Käse_a""b_check";

-- 2. drop index 日本 to make it anew (ACCESS EXCLUSIVE on Käse)
--    warning: index-drop:日本: queries that use the index may become slow
DROP INDEX public."日本";

-- 3. create enum Mein Schema.Zustand (wanted.sql:5)
CREATE TYPE "Mein Schema"."Zustand" AS ENUM ('Ä', 'b''c');

-- 4. change the type of column größe of table Käse from integer to bigint, change the type of column a"b of table Käse from integer to bigint (ACCESS EXCLUSIVE on Käse; wanted.sql:2)
--    note: rewrite-table:"Käse": 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public."Käse"
    ALTER COLUMN "größe" TYPE bigint USING "größe"::bigint,
    ALTER COLUMN "a""b" TYPE bigint USING "a""b"::bigint;

-- 5. set the default of column user of table Käse (ACCESS EXCLUSIVE on Käse; wanted.sql:2)
ALTER TABLE public."Käse" ALTER COLUMN "user" SET DEFAULT 7;

-- 6. let column user of table Käse refuse nulls (ACCESS EXCLUSIVE on Käse; wanted.sql:2)
ALTER TABLE public."Käse" ALTER COLUMN "user" SET NOT NULL;

-- 7. add column New Column to table Käse (ACCESS EXCLUSIVE on Käse; wanted.sql:2)
ALTER TABLE public."Käse" ADD COLUMN "New Column" text;

-- 8. add constraint Käse_a"b_check to table Käse (ACCESS EXCLUSIVE on Käse; wanted.sql:2)
ALTER TABLE public."Käse" ADD CONSTRAINT "Käse_a""b_check" CHECK (("a""b" >= 0));

-- 9. add column state to table Mein Schema.table (ACCESS EXCLUSIVE on Mein Schema.table; wanted.sql:6)
ALTER TABLE "Mein Schema"."table" ADD COLUMN state "Mein Schema"."Zustand" DEFAULT ('Ä'::"Mein Schema"."Zustand");

-- 10. create view Ansicht (wanted.sql:4)
CREATE VIEW public."Ansicht" AS
SELECT "Käse"."größe" AS "Größe",
    "Käse"."a""b"
   FROM public."Käse";

-- 11. create routine Mein Schema.do It(integer) (wanted.sql:7)
--    note: untracked-dependency:"Mein Schema"."do It"(integer): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION "Mein Schema"."do It"("Arg" integer)
 RETURNS integer
 LANGUAGE sql
AS $function$ SELECT "Arg" $function$;

-- 12. create index 日本 anew (SHARE on Käse; wanted.sql:3)
--    note: index-build:日本: the index is built from all rows of the table
CREATE UNIQUE INDEX "日本" ON public."Käse" USING btree ("user", "a""b");

-- 13. add constraint table_from_fkey to table Mein Schema.table (SHARE ROW EXCLUSIVE on Mein Schema.table and Käse)
ALTER TABLE "Mein Schema"."table" ADD CONSTRAINT table_from_fkey FOREIGN KEY ("from") REFERENCES public."Käse"("größe");
