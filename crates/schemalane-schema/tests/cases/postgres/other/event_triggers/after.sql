SELECT evtname, evtevent, evtenabled FROM pg_event_trigger
