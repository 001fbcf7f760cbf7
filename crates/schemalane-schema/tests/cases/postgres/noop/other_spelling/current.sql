CREATE TABLE t (id int8 PRIMARY KEY, n character varying(10), d timestamp with time zone DEFAULT now(), CHECK (n IN ('a', 'b')));
