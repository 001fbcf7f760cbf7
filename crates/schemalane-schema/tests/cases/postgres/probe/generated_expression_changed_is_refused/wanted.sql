CREATE TABLE t (
    id int PRIMARY KEY,
    a int,
    g int GENERATED ALWAYS AS (1 / a) STORED
);
