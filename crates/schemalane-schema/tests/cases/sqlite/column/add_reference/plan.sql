-- 1. change table t: add column p, foreign key FOREIGN KEY (p) REFERENCES p (id) is missing (wanted.sql:2)
ALTER TABLE "t" ADD COLUMN p INT REFERENCES p (id);
