CREATE TABLE t (id int PRIMARY KEY, kind varchar(10) CHECK (kind IN ('a', 'b')));
