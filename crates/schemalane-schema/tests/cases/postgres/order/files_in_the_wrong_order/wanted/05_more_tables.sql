CREATE TABLE parents (id int PRIMARY KEY, m mood, up int REFERENCES parents);
