CREATE TABLE users (id int); -- @renamed people
