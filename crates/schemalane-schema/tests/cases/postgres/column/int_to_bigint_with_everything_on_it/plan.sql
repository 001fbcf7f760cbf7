-- 1. drop constraint nodes_parent_fkey of table nodes (ACCESS EXCLUSIVE on nodes)
ALTER TABLE public.nodes DROP CONSTRAINT nodes_parent_fkey;

-- 2. drop trigger nodes.nodes_note to make it anew
DROP TRIGGER nodes_note ON public.nodes;

-- 3. drop view v to make it anew
DROP VIEW public.v;

-- 4. drop the default of column id of table nodes (ACCESS EXCLUSIVE on nodes; wanted.sql:1)
ALTER TABLE public.nodes ALTER COLUMN id DROP DEFAULT;

-- 5. change the type of column id of table nodes from integer to bigint, set the default of column id of table nodes, change the type of column parent of table nodes from integer to bigint (ACCESS EXCLUSIVE on nodes; wanted.sql:1)
--    note: rewrite-table:nodes: 2 rows (8 kB) are written anew, while nobody else can read or write the table
ALTER TABLE public.nodes
    ALTER COLUMN id TYPE bigint USING id::bigint,
    ALTER COLUMN id SET DEFAULT 7,
    ALTER COLUMN parent TYPE bigint USING parent::bigint;

-- 6. create view v anew (wanted.sql:3)
CREATE VIEW public.v AS
SELECT nodes.id,
    nodes.parent
   FROM public.nodes
  WHERE (nodes.id > 0);

-- 7. create trigger nodes.nodes_note anew (SHARE ROW EXCLUSIVE on nodes; wanted.sql:5)
--    note: behaviour-change:nodes.nodes_note: it fires from then on
CREATE TRIGGER nodes_note BEFORE UPDATE OF parent ON public.nodes FOR EACH ROW WHEN ((old.parent IS DISTINCT FROM new.parent)) EXECUTE FUNCTION public.note();

-- 8. add constraint nodes_parent_fkey to table nodes (SHARE ROW EXCLUSIVE on nodes)
ALTER TABLE public.nodes ADD CONSTRAINT nodes_parent_fkey FOREIGN KEY (parent) REFERENCES public.nodes(id);
