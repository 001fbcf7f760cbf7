CREATE TABLE t (
    id int PRIMARY KEY,
    span int4range DEFAULT '[1,2)',
    CONSTRAINT apart EXCLUDE USING gist (span WITH &&)
);
