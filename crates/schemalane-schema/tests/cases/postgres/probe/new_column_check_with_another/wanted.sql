CREATE TABLE t (
    id int PRIMARY KEY,
    least int NOT NULL DEFAULT 2,
    CONSTRAINT enough CHECK (id >= least)
);
