-- 1. add column b to table app.t (ACCESS EXCLUSIVE on app.t)
ALTER TABLE app.t ADD COLUMN b text;

-- 2. create view app.v
CREATE VIEW app.v AS
SELECT t.a
   FROM app.t;
