SELECT d.classoid::regclass::text AS class, d.objoid::bigint AS oid, d.objsubid::bigint AS part, d.description AS text
FROM pg_description AS d
WHERE d.objoid >= 16384 OR d.classoid = 'pg_namespace'::regclass
