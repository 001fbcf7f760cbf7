-- 1. rename table people to users (wanted.sql:1)
--    warning: rename:people: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "people" RENAME TO "users";

-- 2. rename column a of table users to b (wanted.sql:3)
--    warning: rename:users.a: applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "users" RENAME COLUMN "a" TO "b";

-- 3. drop view v to make it anew
DROP VIEW "v";

-- 4. create view v anew (wanted.sql:5)
--    note: behaviour-change:v: the view says something else than before
CREATE VIEW v AS SELECT soundslike(b) AS s FROM users;
