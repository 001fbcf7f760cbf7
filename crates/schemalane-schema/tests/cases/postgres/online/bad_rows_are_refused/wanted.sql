CREATE TABLE p (id int PRIMARY KEY);
CREATE TABLE t (id int PRIMARY KEY, a int NOT NULL, b int CONSTRAINT positive CHECK (b > 0), p int REFERENCES p);
