SELECT stxname, pg_get_userbyid(stxowner), coalesce(stxstattarget, -1) FROM pg_statistic_ext ORDER BY 1
