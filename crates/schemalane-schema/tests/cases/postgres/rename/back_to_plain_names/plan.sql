-- 1. rename table Order to orders (ACCESS EXCLUSIVE on Order; wanted.sql:1)
--    warning: rename:orders: applications that run meanwhile know it as Order, and fail
ALTER TABLE public."Order" RENAME TO orders;

-- 2. rename column Mail of table orders to mail (ACCESS EXCLUSIVE on orders; wanted.sql:3)
--    warning: rename:orders.mail: applications that run meanwhile know it as Mail, and fail
ALTER TABLE public.orders RENAME COLUMN "Mail" TO mail;
