CREATE TYPE feeling AS ENUM ('ok', 'great'); -- @renamed from=mood
CREATE DOMAIN positive AS int CONSTRAINT posint_check CHECK (VALUE > 0); -- @renamed from=posint
CREATE TYPE lone AS (a int); -- @renamed from=pair
CREATE TABLE t (m feeling DEFAULT 'ok', d positive, c lone);
CREATE FUNCTION f(feeling) RETURNS feeling LANGUAGE sql AS $$ SELECT $1 $$;
