CREATE TABLE m (day date, n int) PARTITION BY RANGE (day);
