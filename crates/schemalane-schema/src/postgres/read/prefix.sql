-- Every query of the reader begins with this: the schemas that are read, and what belongs to an extension.
WITH managed AS (
    SELECT n.oid, n.nspname AS name
    FROM pg_namespace AS n
    WHERE ($1::text[] IS NULL OR n.nspname = ANY ($1))
      AND n.nspname !~ '^pg_'
      AND n.nspname <> 'information_schema'
      AND NOT EXISTS (
          SELECT FROM pg_depend AS d
          WHERE d.classid = 'pg_namespace'::regclass AND d.objid = n.oid AND d.deptype = 'e'
      )
),
member AS (SELECT d.classid, d.objid FROM pg_depend AS d WHERE d.deptype = 'e')
