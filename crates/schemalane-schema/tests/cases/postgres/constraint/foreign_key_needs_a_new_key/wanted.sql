CREATE TABLE c (code text REFERENCES p (code));
CREATE TABLE p (id int PRIMARY KEY, code text UNIQUE);
