CREATE TYPE p AS (
    a int,
    name text -- @renamed from=b
);
CREATE TYPE o AS (
    initial p, -- @renamed from=first
    x int
);
CREATE TABLE t (id int PRIMARY KEY, one o);
