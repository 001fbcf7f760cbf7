-- 1. create table this_table_name_is_much_longer_than_sixty_three_bytes_and_is_cu
CREATE TABLE public.this_table_name_is_much_longer_than_sixty_three_bytes_and_is_cu (
    a integer
);

-- 2. create index this_name_is_much_longer_than_sixty_three_bytes_and_is_cut_by_t (SHARE on t)
--    note: index-build:this_name_is_much_longer_than_sixty_three_bytes_and_is_cut_by_t: the index is built from all rows of the table
CREATE INDEX this_name_is_much_longer_than_sixty_three_bytes_and_is_cut_by_t ON public.t USING btree (a);
