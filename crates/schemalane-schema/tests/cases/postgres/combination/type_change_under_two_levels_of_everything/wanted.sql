CREATE TABLE items (id bigint PRIMARY KEY, price numeric(12,4) NOT NULL, qty numeric NOT NULL DEFAULT 1);
CREATE VIEW lines AS SELECT id, price * qty AS total FROM items;
CREATE MATERIALIZED VIEW sums AS SELECT sum(total) AS total FROM lines;
CREATE UNIQUE INDEX sums_total ON sums (total);
CREATE FUNCTION total() RETURNS numeric BEGIN ATOMIC SELECT total FROM sums; END;
CREATE VIEW report AS SELECT total()::int AS total;
