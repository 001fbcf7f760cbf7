CREATE TABLE t (id int PRIMARY KEY, span int4range, active boolean);
INSERT INTO t VALUES (1, '[1,5)', true), (2, '[4,9)', true), (3, '[8,9)', true), (4, '[1,9)', false), (5, NULL, true);
