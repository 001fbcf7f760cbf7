-- 1. drop column p of table c (wanted.sql:2)
--    note: delete-data:c.p: it has no value in any row
--    note: behaviour-change:c: a foreign key is enforced no more: FOREIGN KEY (p) REFERENCES p (id)
ALTER TABLE "c" DROP COLUMN "p";
