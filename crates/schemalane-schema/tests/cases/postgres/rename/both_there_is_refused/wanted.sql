CREATE TABLE users (id int); -- @renamed from=people
