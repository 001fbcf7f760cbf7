SELECT stxname, pg_get_userbyid(stxowner), stxstattarget FROM pg_statistic_ext ORDER BY 1
