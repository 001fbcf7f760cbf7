-- 1. rename column unit.price of table p to unit_price (wanted.sql:3)
--    warning: rename:p."unit.price": applications that run now know the old name only; stop or deploy them together with this
ALTER TABLE "p" RENAME COLUMN "unit.price" TO "unit_price";
