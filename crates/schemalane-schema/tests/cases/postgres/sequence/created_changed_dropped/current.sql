CREATE SEQUENCE s;
CREATE SEQUENCE small AS smallint;
SELECT setval('s', 10);
