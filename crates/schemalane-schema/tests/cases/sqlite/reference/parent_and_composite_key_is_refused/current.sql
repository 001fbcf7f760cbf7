CREATE TABLE p (a TEXT, b TEXT, PRIMARY KEY (a, b));
CREATE TABLE c (x TEXT, y TEXT, z TEXT, FOREIGN KEY (x, y) REFERENCES p);
INSERT INTO p VALUES ('1', '2');
INSERT INTO c VALUES ('1', '2', 'bound'), ('1', NULL, 'free'), (NULL, NULL, 'free');
