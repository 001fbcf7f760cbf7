-- 1. add column p to table t (wanted.sql:2)
--    note: behaviour-change:t: a foreign key is enforced from now on: FOREIGN KEY (p) REFERENCES p (id)
ALTER TABLE "t" ADD COLUMN p INT REFERENCES p (id);
