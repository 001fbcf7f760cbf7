-- 1. create composite type address (wanted.sql:2)
CREATE TYPE public.address AS (street text, city text);

-- 2. create domain positive (wanted.sql:3)
CREATE DOMAIN public.positive AS numeric CONSTRAINT positive_check CHECK ((VALUE > (0)::numeric));

-- 3. create enum state (wanted.sql:4)
CREATE TYPE public.state AS ENUM ('new', 'sent');

-- 4. add column state to table parcels (ACCESS EXCLUSIVE on parcels; wanted.sql:1)
ALTER TABLE public.parcels ADD COLUMN state public.state DEFAULT 'new'::public.state NOT NULL;

-- 5. add column weight to table parcels (ACCESS EXCLUSIVE on parcels; wanted.sql:1)
--    note: rewrite-table:parcels: 1 row (8 kB) is written anew, while nobody else can read or write the table
ALTER TABLE public.parcels ADD COLUMN weight public.positive DEFAULT 1 NOT NULL;

-- 6. add column place to table parcels (ACCESS EXCLUSIVE on parcels; wanted.sql:1)
ALTER TABLE public.parcels ADD COLUMN place public.address;
