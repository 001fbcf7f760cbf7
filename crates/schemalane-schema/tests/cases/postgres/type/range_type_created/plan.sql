-- 1. create range type floatrange
CREATE TYPE public.floatrange AS RANGE (subtype = double precision, subtype_diff = float8mi, multirange_type_name = public.floatmultirange);

-- 2. add column r to table t (ACCESS EXCLUSIVE on t; wanted.sql:2)
ALTER TABLE public.t ADD COLUMN r public.floatrange;
