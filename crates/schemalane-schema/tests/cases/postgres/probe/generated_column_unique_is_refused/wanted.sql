CREATE TABLE t (
    id int PRIMARY KEY,
    a text,
    folded text GENERATED ALWAYS AS (lower(a)) STORED CONSTRAINT once UNIQUE
);
