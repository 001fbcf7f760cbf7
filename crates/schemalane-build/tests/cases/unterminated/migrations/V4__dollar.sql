DO $x$ BEGIN END $y$;
