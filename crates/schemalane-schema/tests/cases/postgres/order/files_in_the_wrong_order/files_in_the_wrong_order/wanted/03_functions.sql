CREATE FUNCTION note() RETURNS trigger LANGUAGE plpgsql AS $$ BEGIN RETURN new; END $$;
CREATE FUNCTION label(m mood) RETURNS text LANGUAGE sql AS $$ SELECT m::text $$;
