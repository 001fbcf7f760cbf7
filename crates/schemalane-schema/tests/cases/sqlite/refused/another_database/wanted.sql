CREATE TABLE other.t (a INT);
