CREATE TABLE "Order Items" ( -- @renamed from=items
  id int,
  "Full Name" text, -- @renamed from=name
  "select" int -- @renamed from=n
);
