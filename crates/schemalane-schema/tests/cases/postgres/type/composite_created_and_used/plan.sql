-- 1. create composite type address (wanted.sql:1)
CREATE TYPE public.address AS (street text, city text COLLATE "C");
COMMENT ON TYPE public.address IS 'where';
COMMENT ON COLUMN public.address.city IS 'or village';

-- 2. create composite type place (wanted.sql:2)
CREATE TYPE public.place AS (name text, at public.address);

-- 3. add column home to table t (ACCESS EXCLUSIVE on t; wanted.sql:3)
ALTER TABLE public.t ADD COLUMN home public.address;

-- 4. add column others to table t (ACCESS EXCLUSIVE on t; wanted.sql:3)
ALTER TABLE public.t ADD COLUMN others public.place[];

-- 5. create routine city(public.address) (wanted.sql:4)
--    note: untracked-dependency:city(public.address): what its body uses is not known to the database, and not looked at
CREATE OR REPLACE FUNCTION public.city(public.address)
 RETURNS text
 LANGUAGE sql
AS $function$ SELECT $1.city $function$;
