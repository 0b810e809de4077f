# Survey: chDB (ClickHouse in process).  usage: survey_chdb.py IN  (result to standard output)
import sys, os
import chdb
I = "employee_id String, role String, city String, level String, years Int64, salary Int64"
N = "role String, city String, level String, role_id String, city_id String, level_id String"
r = chdb.query(f"""
SELECT role_id, city_id, level_id, n, q[1] AS p10, q[2] AS p25, q[3] AS p50, q[4] AS p75, q[5] AS p90 FROM (
  SELECT role_id, city_id, level_id, count() AS n, quantilesExactInclusive(0.1,0.25,0.5,0.75,0.9)(salary) AS q
  FROM file('{sys.argv[1]}', 'CSVWithNames', '{I}') p
  INNER JOIN file('{os.environ["NAMES"]}', 'CSVWithNames', '{N}') n USING (role, city, level)
  GROUP BY role_id, city_id, level_id) ORDER BY role_id, city_id, level_id
SETTINGS max_threads={os.environ.get("THREADS", "2")}""", "CSVWithNames")
sys.stdout.write(str(r))
