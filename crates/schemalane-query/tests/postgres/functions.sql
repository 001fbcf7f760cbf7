SET client_min_messages = error;
-- Values of each type, none of them null, among them what has no end, no part, or no inside.
CREATE TEMP TABLE sample (kind text, value text);
INSERT INTO sample SELECT kind, value FROM (VALUES
    ('int2', ARRAY['0', '1', '-1', '7']),
    ('int4', ARRAY['0', '1', '-1', '7', '1000']),
    ('int8', ARRAY['0', '1', '-1', '7', '1000000']),
    ('float4', ARRAY['0', '1', '-1', '0.5', 'NaN', 'Infinity', '-Infinity']),
    ('float8', ARRAY['0', '1', '-1', '0.5', 'NaN', 'Infinity', '-Infinity']),
    ('numeric', ARRAY['0', '1', '-1', '12.50', 'NaN', 'Infinity', '-Infinity']),
    ('money', ARRAY['0', '1']),
    ('bool', ARRAY['t', 'f']),
    ('text', ARRAY['', 'a', 'abc', '1', 'UTC', '%', 'YYYY', '9', 'month', 'year', 'epoch', 'hour', '$', '(x)?a', 'UTF8', 'NFC', 'x.y', 'simple', 'work_mem']),
    ('varchar', ARRAY['', 'a']), ('bpchar', ARRAY['', 'a']), ('name', ARRAY['', 'a']), ('char', ARRAY['', 'a']),
    ('cstring', ARRAY['', 'a', '1', '{}']),
    ('bytea', ARRAY['', '\x01']), ('bit', ARRAY['0', '1']), ('varbit', ARRAY['', '101']),
    ('date', ARRAY['2024-01-31', 'infinity', '-infinity', '0001-01-01 BC']),
    ('time', ARRAY['00:00', '24:00', '12:30:15.5']), ('timetz', ARRAY['00:00+00', '12:30:15.5-12']),
    ('timestamp', ARRAY['2024-01-31', 'infinity', '-infinity']),
    ('timestamptz', ARRAY['2024-01-31', 'infinity', '-infinity']),
    ('interval', ARRAY['0', '1 day', '-1 mon', '1 year 2 mons 3 days 04:05:06.7']),
    ('json', ARRAY['{}', '[]', '1', 'null', '"a"', '{"a": 1}', '{"a": null}', '[1, null]', '[{"a": []}]']),
    ('jsonb', ARRAY['{}', '[]', '1', 'null', '"a"', '{"a": 1}', '{"a": null}', '[1, null]', '[{"a": []}]']),
    ('jsonpath', ARRAY['$', '$.a', 'strict $.a', '$.a == 1', '$[*] > 0', '$.a.x.size()', '"a" == 1']),
    ('uuid', ARRAY['00000000-0000-0000-0000-000000000000', '0190163d-8694-739b-aea5-966c26f8ad91']),
    ('inet', ARRAY['1.2.3.4', '10.0.0.0/8', '::1']), ('cidr', ARRAY['10.0.0.0/8', '::/0']),
    ('macaddr', ARRAY['00:00:00:00:00:00']), ('macaddr8', ARRAY['00:00:00:ff:fe:00:00:01']),
    ('point', ARRAY['(0,0)', '(1,1)', '(NaN,NaN)', '(Infinity,0)']),
    ('lseg', ARRAY['[(0,0),(1,1)]', '[(0,1),(1,0)]', '[(0,0),(0,0)]', '[(0,2),(1,3)]', '[(NaN,0),(1,NaN)]']),
    ('line', ARRAY['{1,-1,0}', '{1,1,0}', '{1,-1,5}', '{0,1,0}', '{NaN,1,0}']),
    ('box', ARRAY['(1,1),(0,0)', '(5,5),(4,4)', '(0,0),(0,0)', '(NaN,1),(0,NaN)']),
    ('path', ARRAY['[(0,0),(1,1)]', '((0,0),(1,0),(1,1))', '[(5,5)]', '((NaN,NaN),(1,1))']),
    ('polygon', ARRAY['((0,0),(1,0),(1,1))', '((5,5))', '((NaN,NaN),(1,1))']),
    ('circle', ARRAY['<(0,0),1>', '<(5,5),0>', '<(NaN,0),1>']),
    ('oid', ARRAY['0', '1', '23', '1259', '4294967295']), ('regclass', ARRAY['pg_class', '0']), ('regtype', ARRAY['int4', '0']),
    ('regproc', ARRAY['now', '0']), ('regprocedure', ARRAY['now()', '0']), ('regoper', ARRAY['0']), ('regoperator', ARRAY['0']),
    ('regconfig', ARRAY['simple']), ('regdictionary', ARRAY['simple', 'english_stem']), ('regrole', ARRAY['0']), ('regnamespace', ARRAY['0']),
    ('xid', ARRAY['0', '3']), ('xid8', ARRAY['0', '3']), ('cid', ARRAY['0']), ('tid', ARRAY['(0,1)']), ('pg_lsn', ARRAY['0/0', '0/1']),
    ('pg_snapshot', ARRAY['1:1:', '1:3:2']), ('txid_snapshot', ARRAY['1:1:', '1:3:2']), ('xml', ARRAY['<a/>', 'x', '']),
    ('tsvector', ARRAY['', 'a:1 b:2A']), ('tsquery', ARRAY['', 'a', 'a & !b', 'a <-> b']), ('gtsvector', ARRAY[]::text[]),
    ('int2vector', ARRAY['', '1 2']), ('oidvector', ARRAY['', '1 2']), ('refcursor', ARRAY['a']),
    ('aclitem', ARRAY['=r/postgres']), ('_aclitem', ARRAY['{}', '{=r/postgres}']),
    ('int4range', ARRAY['empty', '[1,3)', '(,)', '(,2)', '[2,)']), ('int8range', ARRAY['empty', '[1,3)', '(,)']),
    ('numrange', ARRAY['empty', '[1,3)', '(,)']), ('daterange', ARRAY['empty', '[2024-01-01,)', '(,)']),
    ('tsrange', ARRAY['empty', '(,)']), ('tstzrange', ARRAY['empty', '(,)']),
    ('int4multirange', ARRAY['{}', '{[1,3),[5,7)}', '{(,)}']), ('int8multirange', ARRAY['{}', '{(,)}']),
    ('_int4', ARRAY['{}', '{1,2}', '{NULL}', '{{1},{2}}', '[5:5]={1}']), ('_int8', ARRAY['{}', '{0,0}', '{2,3}']),
    ('_text', ARRAY['{}', '{a,b}', '{a,NULL}', '{a}', '{0}']), ('_float8', ARRAY['{}', '{0,0,0}', '{1,1,1}', '{0,0,0,0,0,0}', '{1,1,1,1,1,1}']),
    ('_numeric', ARRAY['{}', '{1}']), ('_interval', ARRAY['{0,0}', '{1 day,1 day}']), ('_bool', ARRAY['{}', '{t,NULL}']), ('_char', ARRAY['{}', '{a}']),
    ('_cstring', ARRAY['{}', '{1}', '{1,2}']), ('_name', ARRAY['{}']), ('_oid', ARRAY['{}', '{1}']), ('_regtype', ARRAY['{}'])
) AS t (kind, found), unnest(found) AS value;
-- A literal for each, with its type; the polymorphic ones have several.
CREATE TEMP TABLE literal AS
    SELECT kind, format('%L::pg_catalog.%I', value, kind) AS text FROM sample WHERE to_regtype('pg_catalog.' || quote_ident(kind)) IS NOT NULL;
INSERT INTO literal
    SELECT poly, text FROM literal JOIN (VALUES
        ('anyelement', 'int4'), ('anyelement', 'text'), ('anyelement', 'float8'), ('anynonarray', 'int4'), ('anynonarray', 'text'),
        ('anyarray', '_int4'), ('anyarray', '_text'), ('anyrange', 'int4range'), ('anyrange', 'daterange'), ('anymultirange', 'int4multirange'),
        ('anycompatible', 'int4'), ('anycompatible', 'text'), ('anycompatiblearray', '_int4'), ('anycompatiblearray', '_text'),
        ('anycompatiblenonarray', 'int4'), ('anycompatiblerange', 'int4range'), ('anycompatiblemultirange', 'int4multirange')
    ) AS p (poly, kind) USING (kind);
INSERT INTO literal VALUES ('record', 'ROW(1, 2)'), ('record', 'ROW()'), ('record', 'ROW(NULL)');

-- Calls that give null, one of each function that has such. `tries` is how many are made of each.
CREATE FUNCTION pg_temp.nulls(tries bigint) RETURNS SETOF text LANGUAGE plpgsql AS $$
DECLARE
    called record;
    choices text[][];
    found text[];
    arguments text[];
    total bigint;
    place bigint;
    expression text;
    is_null boolean;
BEGIN
    FOR called IN
        SELECT p.oid, p.proname, p.pronargs, p.proargtypes, p.provariadic
        FROM pg_proc AS p
        WHERE p.proisstrict AND p.prokind = 'f' AND NOT p.proretset AND p.pronamespace = 'pg_catalog'::regnamespace
          AND p.oid < 16384 AND p.provariadic <> '"any"'::regtype
          -- What is not called: it changes the server, waits, reads a whole database, or is said to be null anyway.
          AND p.proname !~ '^(pg_|has_|to_reg|txid_|lo_|lo|binary_upgrade|query_to|cursor_to|table_to|schema_to|database_to|set|be_lo|ts_stat|currtid|brin_|gin_|gist_|hash_)'
          AND p.prorettype NOT IN ('internal'::regtype, 'trigger'::regtype, 'event_trigger'::regtype)
          AND NOT EXISTS (
              SELECT FROM unnest(p.proargtypes) AS a (oid) JOIN pg_type AS t ON t.oid = a.oid
              WHERE t.typname NOT IN (SELECT kind FROM literal)
          )
        ORDER BY p.oid
    LOOP
        SELECT coalesce(exp(sum(ln((SELECT count(*) FROM literal AS l WHERE l.kind = t.typname)))), 1)::bigint
        INTO total
        FROM unnest(called.proargtypes) AS a (oid) JOIN pg_type AS t ON t.oid = a.oid;
        FOR try IN 0 .. least(total, tries) - 1 LOOP
            place := CASE WHEN total <= tries THEN try ELSE (try * 1000003) % total END;
            arguments := '{}';
            FOR number IN 0 .. called.pronargs - 1 LOOP
                SELECT array_agg(l.text ORDER BY l.text) INTO found
                FROM literal AS l WHERE l.kind = (SELECT typname FROM pg_type WHERE oid = called.proargtypes[number]);
                arguments := arguments || found[place % array_length(found, 1) + 1];
                place := place / array_length(found, 1);
            END LOOP;
            IF called.provariadic <> 0 THEN
                arguments[called.pronargs] := 'VARIADIC ' || arguments[called.pronargs];
            END IF;
            expression := format('pg_catalog.%I(%s)', called.proname, array_to_string(arguments, ', '));
            BEGIN
                -- Of a record without any field `IS NULL` is true.
                EXECUTE format('SELECT num_nulls(%s) = 1', expression) INTO is_null;
            EXCEPTION WHEN OTHERS THEN
                is_null := false;
            END;
            IF is_null THEN
                RETURN NEXT expression;
                EXIT;
            END IF;
        END LOOP;
    END LOOP;
END
$$;
