CREATE TABLE t (
    id int PRIMARY KEY,
    span int4range,
    active boolean,
    CONSTRAINT apart EXCLUDE USING gist (span WITH &&) WHERE (active)
);
