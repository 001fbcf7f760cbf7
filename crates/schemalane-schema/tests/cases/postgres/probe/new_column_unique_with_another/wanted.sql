CREATE TABLE t (
    id int PRIMARY KEY,
    a int NOT NULL,
    kind text NOT NULL DEFAULT 'x',
    CONSTRAINT once UNIQUE (a, kind)
);
