CREATE TYPE mood AS ENUM ('good');
CREATE TABLE t (id int PRIMARY KEY, moods mood[]);
