CREATE TABLE nodes (id int PRIMARY KEY, parent int, name varchar(50));
CREATE VIEW tree AS WITH RECURSIVE r AS (SELECT id, name, 0 AS depth FROM nodes WHERE parent IS NULL UNION ALL SELECT n.id, n.name, r.depth + 1 FROM nodes n JOIN r ON n.parent = r.id) SELECT * FROM r;
CREATE VIEW names AS SELECT name FROM nodes UNION SELECT 'none' UNION ALL (SELECT name FROM nodes EXCEPT SELECT 'x');
