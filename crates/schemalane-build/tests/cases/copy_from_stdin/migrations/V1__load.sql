CREATE TABLE account (id BIGINT, name TEXT);
COPY account (id, name) FROM stdin;
1	a; b
2	it's
\.
SELECT 1;
