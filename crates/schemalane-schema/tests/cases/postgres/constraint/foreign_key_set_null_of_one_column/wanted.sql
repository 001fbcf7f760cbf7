CREATE TABLE p (tenant int, id int, PRIMARY KEY (tenant, id));
CREATE TABLE c (tenant int NOT NULL, p int, CONSTRAINT f FOREIGN KEY (tenant, p) REFERENCES p ON DELETE SET NULL (p));
