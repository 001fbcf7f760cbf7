-- 1. drop column nick.name of table Users (ACCESS EXCLUSIVE on Users; wanted.sql:1)
--    approved: delete-data:"Users"."nick.name": 1 value is lost
ALTER TABLE public."Users" DROP COLUMN "nick.name";

-- 2. drop column E Mail of table Users (ACCESS EXCLUSIVE on Users; wanted.sql:1)
--    approved: delete-data:"Users"."E Mail": 1 value is lost
ALTER TABLE public."Users" DROP COLUMN "E Mail";
