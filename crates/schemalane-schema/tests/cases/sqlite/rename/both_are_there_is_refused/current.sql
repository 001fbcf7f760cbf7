CREATE TABLE people (a INT);
CREATE TABLE users (a INT);
