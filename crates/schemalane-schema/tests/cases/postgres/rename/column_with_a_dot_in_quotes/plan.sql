-- 1. rename column unit.price of table p to unit_price (ACCESS EXCLUSIVE on p; wanted.sql:3)
--    warning: rename:p.unit_price: applications that run meanwhile know it as unit.price, and fail
ALTER TABLE public.p RENAME COLUMN "unit.price" TO unit_price;
