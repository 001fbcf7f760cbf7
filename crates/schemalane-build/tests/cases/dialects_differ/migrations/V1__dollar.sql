SELECT $$;$$;
