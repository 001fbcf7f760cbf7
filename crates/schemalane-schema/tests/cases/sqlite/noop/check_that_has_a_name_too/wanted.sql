CREATE TABLE t (a INT CHECK (a > 0), CHECK (a > 0), CONSTRAINT positive CHECK (a > 0));
