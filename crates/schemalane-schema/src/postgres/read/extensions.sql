SELECT e.oid::bigint AS oid, e.extname AS name, n.nspname AS schema, e.extversion AS version
FROM pg_extension AS e
JOIN pg_namespace AS n ON n.oid = e.extnamespace
WHERE e.extname <> 'plpgsql'
  AND (
      n.oid IN (SELECT m.oid FROM managed AS m)
      -- A schema that the extension itself made is nobody's else.
      OR n.oid IN (
          SELECT d.objid FROM pg_depend AS d
          WHERE d.classid = 'pg_namespace'::regclass AND d.deptype = 'e' AND d.refobjid = e.oid
      )
  )
