CREATE SCHEMA other;
CREATE TABLE other.t (a int);
CREATE TABLE u (a int);
INSERT INTO other.t VALUES (1);
