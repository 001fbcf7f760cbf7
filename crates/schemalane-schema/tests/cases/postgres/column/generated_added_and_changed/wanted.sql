CREATE TABLE prices (net numeric, gross numeric GENERATED ALWAYS AS (net * 1.2) STORED, label text GENERATED ALWAYS AS ('net ' || net::text) STORED);
CREATE INDEX prices_gross ON prices (gross);
CREATE VIEW dear AS SELECT net, gross FROM prices WHERE gross > 5;
