CREATE TEXT SEARCH DICTIONARY d (TEMPLATE = simple);
CREATE TEXT SEARCH CONFIGURATION c (PARSER = default);
ALTER TEXT SEARCH CONFIGURATION c ADD MAPPING FOR word, asciiword WITH d, english_stem;
CREATE TABLE t (a text);
CREATE INDEX i ON t USING gin (to_tsvector('public.c'::regconfig, a));
