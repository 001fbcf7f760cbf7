CREATE TABLE users ( -- @renamed from=people
 a INT);
