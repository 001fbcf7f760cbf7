CREATE TYPE address AS (street text, city text COLLATE "C");
CREATE TYPE place AS (name text, at address);
CREATE TABLE t (a int, home address, others place[]);
CREATE FUNCTION city(address) RETURNS text LANGUAGE sql AS $$ SELECT $1.city $$;
COMMENT ON TYPE address IS 'where';
COMMENT ON COLUMN address.city IS 'or village';
