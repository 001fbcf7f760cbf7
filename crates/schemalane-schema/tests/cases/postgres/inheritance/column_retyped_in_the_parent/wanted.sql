CREATE TABLE base (id bigint, a text);
CREATE TABLE child (b int) INHERITS (base);
CREATE TABLE grandchild () INHERITS (child);
