CREATE TABLE t (id serial PRIMARY KEY, a text);
SELECT setval('t_id_seq', 100);
CREATE TABLE never (id serial PRIMARY KEY, a text);
CREATE TABLE down (id int PRIMARY KEY, a text);
CREATE SEQUENCE down_id_seq AS int INCREMENT -5 START -10 OWNED BY down.id;
ALTER TABLE down ALTER id SET DEFAULT nextval('down_id_seq');
INSERT INTO down (a) VALUES ('x'), ('y');
