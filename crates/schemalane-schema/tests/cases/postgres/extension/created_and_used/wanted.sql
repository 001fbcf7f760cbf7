CREATE TABLE people (name citext, bio text);
CREATE INDEX people_bio ON people USING gin (bio gin_trgm_ops);
CREATE EXTENSION citext;
CREATE EXTENSION pg_trgm;
