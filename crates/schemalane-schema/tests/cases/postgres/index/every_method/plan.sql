-- 1. create index t_hash (SHARE on t; wanted.sql:2)
--    note: index-build:t_hash: the index is built from all rows of the table
CREATE INDEX t_hash ON public.t USING hash (b);

-- 2. create index t_gin (SHARE on t; wanted.sql:3)
--    note: index-build:t_gin: the index is built from all rows of the table
CREATE INDEX t_gin ON public.t USING gin (c jsonb_path_ops) WITH (fastupdate = 'off');

-- 3. create index t_gist (SHARE on t; wanted.sql:4)
--    note: index-build:t_gist: the index is built from all rows of the table
CREATE INDEX t_gist ON public.t USING gist (d);

-- 4. create index t_gin_array (SHARE on t; wanted.sql:5)
--    note: index-build:t_gin_array: the index is built from all rows of the table
CREATE INDEX t_gin_array ON public.t USING gin (e);

-- 5. create index t_brin (SHARE on t; wanted.sql:6)
--    note: index-build:t_brin: the index is built from all rows of the table
CREATE INDEX t_brin ON public.t USING brin (f) WITH (pages_per_range = '32');

-- 6. create index t_spgist (SHARE on t; wanted.sql:7)
--    note: index-build:t_spgist: the index is built from all rows of the table
CREATE INDEX t_spgist ON public.t USING spgist (b);
