CREATE TABLE t (a int CHECK (a >= 1 AND a <= 5), b text CHECK (b = ANY (ARRAY['x', 'y'])), c text CHECK (c ~ '^a'::text), d date CHECK (d > DATE '2020-01-01'), e int CHECK (e IN (1, 2)));
