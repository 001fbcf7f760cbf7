-- 1. create table places (wanted.sql:2)
CREATE VIRTUAL TABLE places USING rtree_i32 (id, west, east);

-- 2. create view v (wanted.sql:3)
CREATE VIEW v AS SELECT id FROM places WHERE west > 1;
