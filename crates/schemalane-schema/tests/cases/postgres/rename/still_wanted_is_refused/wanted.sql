CREATE TABLE people (id int);
CREATE TABLE users (id int); -- @renamed from=people
