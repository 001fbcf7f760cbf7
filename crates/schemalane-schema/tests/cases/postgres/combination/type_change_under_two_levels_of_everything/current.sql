CREATE TABLE items (id int PRIMARY KEY, price numeric(6,2) NOT NULL, qty int NOT NULL DEFAULT 1);
CREATE VIEW lines AS SELECT id, price * qty AS total FROM items;
CREATE MATERIALIZED VIEW sums AS SELECT sum(total) AS total FROM lines;
CREATE UNIQUE INDEX sums_total ON sums (total);
CREATE FUNCTION total() RETURNS numeric BEGIN ATOMIC SELECT total FROM sums; END;
CREATE VIEW report AS SELECT total()::int AS total;
INSERT INTO items VALUES (1, 1.50, 2);
REFRESH MATERIALIZED VIEW sums;
