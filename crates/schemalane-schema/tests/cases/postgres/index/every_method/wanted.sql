CREATE TABLE t (a int, b text, c jsonb, d tsrange, e int[], f date);
CREATE INDEX t_hash ON t USING hash (b);
CREATE INDEX t_gin ON t USING gin (c jsonb_path_ops) WITH (fastupdate = off);
CREATE INDEX t_gist ON t USING gist (d);
CREATE INDEX t_gin_array ON t USING gin (e);
CREATE INDEX t_brin ON t USING brin (f) WITH (pages_per_range = 32);
CREATE INDEX t_spgist ON t USING spgist (b);
