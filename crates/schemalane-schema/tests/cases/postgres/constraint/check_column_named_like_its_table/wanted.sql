CREATE TABLE a (a int, b int, CONSTRAINT c CHECK (a.b > 0 AND a > 0), CONSTRAINT d CHECK (a.a > 0));
