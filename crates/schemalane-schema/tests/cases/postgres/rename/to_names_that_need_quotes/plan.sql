-- 1. rename table items to Order Items (ACCESS EXCLUSIVE on items; wanted.sql:1)
--    warning: rename:"Order Items": applications that run meanwhile know it as items, and fail
ALTER TABLE public.items RENAME TO "Order Items";

-- 2. rename column name of table Order Items to Full Name (ACCESS EXCLUSIVE on Order Items; wanted.sql:3)
--    warning: rename:"Order Items"."Full Name": applications that run meanwhile know it as name, and fail
ALTER TABLE public."Order Items" RENAME COLUMN name TO "Full Name";

-- 3. rename column n of table Order Items to select (ACCESS EXCLUSIVE on Order Items; wanted.sql:4)
--    warning: rename:"Order Items".select: applications that run meanwhile know it as n, and fail
ALTER TABLE public."Order Items" RENAME COLUMN n TO "select";
