CREATE TABLE orders ( -- @renamed from="Order"
  id int,
  mail text -- @renamed from="Mail"
);
