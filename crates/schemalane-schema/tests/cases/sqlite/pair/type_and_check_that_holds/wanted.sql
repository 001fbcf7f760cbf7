CREATE TABLE t (id INTEGER PRIMARY KEY, a INTEGER CHECK (typeof(a) = 'integer'));
