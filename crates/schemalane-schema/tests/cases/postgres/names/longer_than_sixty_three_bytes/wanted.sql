CREATE TABLE t (a int);
CREATE INDEX this_name_is_much_longer_than_sixty_three_bytes_and_is_cut_by_the_server_itself ON t (a);
CREATE TABLE this_table_name_is_much_longer_than_sixty_three_bytes_and_is_cut_too (a int);
