CREATE SEQUENCE s;
SELECT setval('s', 7);
