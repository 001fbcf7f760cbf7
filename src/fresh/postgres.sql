-- Drops what the schema holds that the setting schemalane.schema names.
--
-- What belongs to an extension stays. What lies outside of the schema is
-- listed before and after: CASCADE would take views, columns, defaults or
-- foreign keys of other schemas along without a word.
DO $schemalane$
DECLARE
    target CONSTANT oid := (SELECT oid FROM pg_namespace
                            WHERE nspname = current_setting('schemalane.schema'));
    outside CONSTANT text := $outside$
        SELECT array_agg(object.identity)
        FROM (
            SELECT 'pg_class'::regclass, oid, 0, relnamespace
                FROM pg_class WHERE relkind IN ('r', 'p', 'v', 'm', 'S', 'f', 'c', 'i', 'I')
            UNION ALL
            SELECT 'pg_class'::regclass, c.oid, a.attnum, c.relnamespace
                FROM pg_attribute a JOIN pg_class c ON c.oid = a.attrelid
                WHERE a.attnum > 0 AND NOT a.attisdropped AND c.relkind IN ('r', 'p', 'f', 'c')
            UNION ALL
            SELECT 'pg_constraint'::regclass, n.oid, 0, c.relnamespace
                FROM pg_constraint n JOIN pg_class c ON c.oid = n.conrelid
            UNION ALL
            SELECT 'pg_attrdef'::regclass, d.oid, 0, c.relnamespace
                FROM pg_attrdef d JOIN pg_class c ON c.oid = d.adrelid
            UNION ALL
            SELECT 'pg_trigger'::regclass, t.oid, 0, c.relnamespace
                FROM pg_trigger t JOIN pg_class c ON c.oid = t.tgrelid WHERE NOT t.tgisinternal
            UNION ALL
            SELECT 'pg_rewrite'::regclass, w.oid, 0, c.relnamespace
                FROM pg_rewrite w JOIN pg_class c ON c.oid = w.ev_class
                WHERE w.rulename <> '_RETURN'
            UNION ALL
            SELECT 'pg_policy'::regclass, p.oid, 0, c.relnamespace
                FROM pg_policy p JOIN pg_class c ON c.oid = p.polrelid
            UNION ALL
            SELECT 'pg_proc'::regclass, oid, 0, pronamespace FROM pg_proc
            UNION ALL
            SELECT 'pg_operator'::regclass, oid, 0, oprnamespace FROM pg_operator
            UNION ALL
            SELECT 'pg_type'::regclass, oid, 0, typnamespace
                FROM pg_type WHERE typtype IN ('e', 'd', 'r', 'm')
        ) AS listed (catalog, id, part, namespace)
        JOIN pg_namespace n ON n.oid = listed.namespace,
        LATERAL pg_identify_object(listed.catalog, listed.id, listed.part) AS object
        WHERE n.oid <> $1 AND n.nspname NOT IN ('pg_catalog', 'information_schema')
          AND n.nspname NOT LIKE 'pg\_toast%' AND n.nspname NOT LIKE 'pg\_temp%'
    $outside$;
    before text[];
    after text[];
    commands text[];
    command text;
    lost text;
BEGIN
    EXECUTE outside INTO before USING target;

    -- All names first: a type that is gone has taken names with it. What is a
    -- part of something else (deptype i: the sequence of an identity column,
    -- the constructor of a range) goes with its whole.
    SELECT array_agg(format('DROP %s IF EXISTS %s CASCADE',
                            CASE object.type
                                WHEN 'composite type' THEN 'type'
                                WHEN 'statistics object' THEN 'statistics'
                                ELSE object.type
                            END, object.identity))
        INTO commands
        FROM pg_depend d, LATERAL pg_identify_object(d.classid, d.objid, 0) AS object
        WHERE d.refclassid = 'pg_namespace'::regclass AND d.refobjid = target AND d.deptype = 'n'
          AND object.type NOT IN ('extension', 'default acl', 'publication namespace')
          AND NOT EXISTS (SELECT FROM pg_depend e
                          WHERE e.classid = d.classid AND e.objid = d.objid AND e.objsubid = 0
                            AND e.deptype IN ('e', 'i'));
    FOREACH command IN ARRAY coalesce(commands, ARRAY[]::text[]) LOOP
        EXECUTE command;
    END LOOP;

    EXECUTE outside INTO after USING target;
    SELECT string_agg(name, ', ' ORDER BY name) INTO lost
        FROM (SELECT unnest(before) EXCEPT SELECT unnest(after)) AS missing (name);
    IF lost IS NOT NULL THEN
        RAISE EXCEPTION USING ERRCODE = 'SL001', MESSAGE = lost;
    END IF;
END
$schemalane$
