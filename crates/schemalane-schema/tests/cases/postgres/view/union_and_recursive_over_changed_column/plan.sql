-- 1. drop view names to make it anew
DROP VIEW public.names;

-- 2. drop view tree to make it anew
DROP VIEW public.tree;

-- 3. change the type of column name of table nodes from character varying(5) to character varying(50) (ACCESS EXCLUSIVE on nodes; wanted.sql:1)
ALTER TABLE public.nodes ALTER COLUMN name TYPE character varying(50) USING name::character varying(50);

-- 4. create view tree anew (wanted.sql:2)
CREATE VIEW public.tree AS
WITH RECURSIVE r AS (
         SELECT nodes.id,
            nodes.name,
            0 AS depth
           FROM public.nodes
          WHERE (nodes.parent IS NULL)
        UNION ALL
         SELECT n.id,
            n.name,
            (r_1.depth + 1)
           FROM (public.nodes n
             JOIN r r_1 ON ((n.parent = r_1.id)))
        )
 SELECT r.id,
    r.name,
    r.depth
   FROM r;

-- 5. create view names anew (wanted.sql:3)
CREATE VIEW public.names AS
(
         SELECT nodes.name
           FROM public.nodes
        UNION
         SELECT 'none'::character varying AS name
) UNION ALL (
         SELECT nodes.name
           FROM public.nodes
        EXCEPT
         SELECT 'x'::character varying AS name
);
