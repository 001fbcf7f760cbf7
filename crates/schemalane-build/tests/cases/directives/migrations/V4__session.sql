-- schemalane: isolation = serializable
-- schemalane: row_security = on
-- schemalane: date_style = ISO, DMY
-- schemalane: time_zone = Europe/Berlin
-- schemalane: extra_search_path = extensions, "Odd ""one"
SELECT 1;
