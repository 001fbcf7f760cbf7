CREATE TABLE t (
    id int PRIMARY KEY,
    a int,
    double int NOT NULL GENERATED ALWAYS AS (a * 2) STORED
);
