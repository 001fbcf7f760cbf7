CREATE TABLE t (at timestamptz, day timestamptz);
