create table p (
  id int primary key,
  unit_price int -- @renamed from="unit.price"
);
