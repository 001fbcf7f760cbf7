CREATE TABLE parcels (id int PRIMARY KEY, state state NOT NULL DEFAULT 'new', weight positive NOT NULL DEFAULT 1, place address);
CREATE TYPE address AS (street text, city text);
CREATE DOMAIN positive AS numeric CHECK (VALUE > 0);
CREATE TYPE state AS ENUM ('new', 'sent');
