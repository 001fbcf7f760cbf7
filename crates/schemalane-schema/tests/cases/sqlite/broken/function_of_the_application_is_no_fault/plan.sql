-- 1. create view v (wanted.sql:2)
CREATE VIEW v AS SELECT soundslike(a) AS s FROM t;

-- 2. create trigger r (wanted.sql:3)
CREATE TRIGGER r AFTER INSERT ON t BEGIN SELECT soundslike(new.a); END;
