CREATE TABLE seen (tag text);
CREATE FUNCTION look() RETURNS event_trigger LANGUAGE plpgsql AS 'BEGIN NULL; END';
CREATE EVENT TRIGGER changed ON ddl_command_end EXECUTE FUNCTION look();
CREATE EVENT TRIGGER gone ON ddl_command_end EXECUTE FUNCTION look();
