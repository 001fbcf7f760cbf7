CREATE TABLE t (
    id bigint,
    b int GENERATED ALWAYS AS (id + 2) STORED -- @renamed from=a
);
CREATE VIEW v AS SELECT id FROM t;
