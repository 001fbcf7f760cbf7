CREATE TABLE t (
    id int PRIMARY KEY,
    a int,
    b int,
    ratio int GENERATED ALWAYS AS (a / b) STORED
);
