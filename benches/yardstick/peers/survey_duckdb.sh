#!/bin/sh
# Survey: DuckDB CLI.  usage: survey_duckdb.sh IN    (result to standard output)
# env: DUCKDB (CLI), THREADS, NAMES (role,city,level as they stand, role_id,city_id,level_id)
exec "${DUCKDB:-duckdb}" -csv -c "
SET threads=${THREADS:-2};
SELECT role_id, city_id, level_id, n, q[1] AS p10, q[2] AS p25, q[3] AS p50, q[4] AS p75, q[5] AS p90 FROM (
  SELECT role_id, city_id, level_id, count(salary) AS n, quantile_cont(salary, [0.1,0.25,0.5,0.75,0.9]) AS q
  FROM read_csv('$1', header=true, delim=',', quote='\"', escape='\"', auto_detect=false,
    columns={'employee_id':'VARCHAR','role':'VARCHAR','city':'VARCHAR','level':'VARCHAR','years':'BIGINT','salary':'BIGINT'})
  JOIN read_csv('${NAMES:?}', header=true, delim=',', quote='\"', escape='\"', auto_detect=false,
    columns={'role':'VARCHAR','city':'VARCHAR','level':'VARCHAR','role_id':'VARCHAR','city_id':'VARCHAR','level_id':'VARCHAR'})
  USING (role, city, level)
  GROUP BY role_id, city_id, level_id) ORDER BY role_id, city_id, level_id;"
