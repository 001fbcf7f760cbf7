CREATE TABLE t (
    id int NOT NULL,
    a int,
    b int,
    c int,
    CONSTRAINT t_pkey PRIMARY KEY (id) WITH (fillfactor = 70),
    CONSTRAINT once UNIQUE NULLS NOT DISTINCT (a) INCLUDE (b) WITH (fillfactor = 80, deduplicate_items = off) DEFERRABLE,
    CONSTRAINT twice UNIQUE (b)
);
ALTER TABLE t CLUSTER ON once;
COMMENT ON CONSTRAINT once ON t IS 'only once';
