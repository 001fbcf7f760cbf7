CREATE DOMAIN mail AS text CHECK (VALUE LIKE '%@%');
CREATE TABLE t (id int PRIMARY KEY, mail text);
INSERT INTO t VALUES (1, 'a@b'), (2, 'nobody'), (3, 'none');
