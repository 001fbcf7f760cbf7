CREATE TABLE t (
    id int PRIMARY KEY,
    size int NOT NULL DEFAULT 0 CONSTRAINT positive CHECK (size > 0)
);
