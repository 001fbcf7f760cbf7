create sequence if not exists public.s as bigint increment 1 minvalue 1 no maxvalue start with 1 cache 1 no cycle owned by none;
create sequence d increment by -1 maxvalue -1 start -1;
