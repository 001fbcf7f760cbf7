CREATE TABLE t (a text PRIMARY KEY, no serial);
