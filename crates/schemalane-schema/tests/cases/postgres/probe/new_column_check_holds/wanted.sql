CREATE TABLE t (
    id int PRIMARY KEY,
    size int NOT NULL DEFAULT 1 CONSTRAINT positive CHECK (size > 0)
);
