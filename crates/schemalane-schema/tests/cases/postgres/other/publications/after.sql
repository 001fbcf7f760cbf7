SELECT pubname, schemaname, tablename, attnames, rowfilter FROM pg_publication_tables ORDER BY 1, 2, 3
SELECT pubname, pubinsert, pubupdate, obj_description(oid) FROM pg_publication ORDER BY 1
