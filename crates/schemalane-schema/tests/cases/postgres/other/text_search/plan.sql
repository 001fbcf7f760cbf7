-- 1. drop text search configuration gone
--    warning: behaviour-change:text search configuration gone: texts are taken apart otherwise than those that were indexed or stored before
DROP TEXT SEARCH CONFIGURATION public.gone;

-- 2. drop index i to make it anew (ACCESS EXCLUSIVE on t)
--    warning: index-drop:i: queries that use the index may become slow
DROP INDEX public.i;

-- 3. drop text search configuration c to make it anew
DROP TEXT SEARCH CONFIGURATION public.c;

-- 4. drop text search dictionary d to make it anew
DROP TEXT SEARCH DICTIONARY public.d;

-- 5. create text search dictionary d anew
--    warning: behaviour-change:text search dictionary d: texts are taken apart otherwise than those that were indexed or stored before
CREATE TEXT SEARCH DICTIONARY public.d (TEMPLATE = pg_catalog.simple);

-- 6. create text search configuration c anew
--    warning: behaviour-change:text search configuration c: texts are taken apart otherwise than those that were indexed or stored before
CREATE TEXT SEARCH CONFIGURATION public.c (PARSER = pg_catalog."default");
ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR asciiword WITH public.d, english_stem;
ALTER TEXT SEARCH CONFIGURATION public.c ADD MAPPING FOR word WITH public.d, english_stem;
ALTER TEXT SEARCH CONFIGURATION public.c OWNER TO boss;

-- 7. create index i anew (SHARE on t; wanted.sql:5)
--    note: index-build:i: the index is built from all rows of the table
CREATE INDEX i ON public.t USING gin ((to_tsvector('public.c'::regconfig, a)));
