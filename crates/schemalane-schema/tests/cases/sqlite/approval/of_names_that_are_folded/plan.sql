-- 1. drop columns fax, unit.price of table emp (wanted.sql:1)
--    approved: delete-data:emp.fax: 1 value is lost
--    approved: delete-data:emp."unit.price": 1 value is lost
ALTER TABLE "Emp" DROP COLUMN "fax";
ALTER TABLE "Emp" DROP COLUMN "unit.price";
