CREATE TABLE base (id int, a text);
CREATE TABLE child (id int, a text, b int);
