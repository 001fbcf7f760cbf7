CREATE TABLE p (
  id INTEGER PRIMARY KEY,
  unit_price INT -- @renamed from="unit.price"
);
