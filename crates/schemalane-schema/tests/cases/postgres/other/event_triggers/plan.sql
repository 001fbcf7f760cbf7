-- 1. drop event trigger changed to make it anew
DROP EVENT TRIGGER changed;

-- 2. drop event trigger gone
--    warning: behaviour-change:event trigger gone: statements that change the schema do something else than before
DROP EVENT TRIGGER gone;

-- 3. create event trigger changed anew
--    warning: behaviour-change:event trigger changed: statements that change the schema do something else than before
CREATE EVENT TRIGGER changed ON ddl_command_start EXECUTE FUNCTION public.look();
ALTER EVENT TRIGGER changed DISABLE;
