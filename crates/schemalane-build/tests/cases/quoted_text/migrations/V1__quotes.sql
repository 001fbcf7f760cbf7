SELECT 'a;b', "c;d", E'\';', $$;$$, $t$;$t$ /* ; /* nested ; */ */;
