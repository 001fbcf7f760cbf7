CREATE TABLE prices (net numeric, gross numeric GENERATED ALWAYS AS (net * 1.1) STORED);
CREATE INDEX prices_gross ON prices (gross);
CREATE VIEW dear AS SELECT net, gross FROM prices WHERE gross > 5;
INSERT INTO prices VALUES (1), (10);
