-- 1. drop constraint fa of table c (ACCESS EXCLUSIVE on c)
ALTER TABLE public.c DROP CONSTRAINT fa;

-- 2. drop constraint fb of table c (ACCESS EXCLUSIVE on c)
ALTER TABLE public.c DROP CONSTRAINT fb;

-- 3. drop constraint fd of table c (ACCESS EXCLUSIVE on c)
ALTER TABLE public.c DROP CONSTRAINT fd;

-- 4. add constraint fa to table c (SHARE ROW EXCLUSIVE on c and p)
ALTER TABLE public.c ADD CONSTRAINT fa FOREIGN KEY (a) REFERENCES public.p(id) ON UPDATE RESTRICT ON DELETE SET DEFAULT;

-- 5. add constraint fb to table c (SHARE ROW EXCLUSIVE on c and p)
ALTER TABLE public.c ADD CONSTRAINT fb FOREIGN KEY (b) REFERENCES public.p(id) ON UPDATE CASCADE ON DELETE SET NULL;

-- 6. add constraint fd to table c (SHARE ROW EXCLUSIVE on c and p)
ALTER TABLE public.c ADD CONSTRAINT fd FOREIGN KEY (d) REFERENCES public.p(code) ON UPDATE CASCADE DEFERRABLE INITIALLY DEFERRED;

-- 7. add constraint fe to table c (SHARE ROW EXCLUSIVE on c and p)
ALTER TABLE public.c ADD CONSTRAINT fe FOREIGN KEY (e) REFERENCES public.p(id) ON DELETE RESTRICT;
