CREATE TABLE base (id int, a varchar(10));
CREATE TABLE child (b int) INHERITS (base);
CREATE TABLE grandchild () INHERITS (child);
INSERT INTO grandchild VALUES (1, 'x', 2);
