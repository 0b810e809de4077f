# Price: chDB (ClickHouse in process).  usage: price_chdb.py IN OUT
import sys, os
import chdb
I = "employee_id String, role String, city String, level String, years Int64, salary Int64"
R = "role String, city String, level String, market_low Float64, market_mid Float64, market_high Float64"
out = sys.argv[2]
chdb.query(f"""
INSERT INTO FUNCTION file('{out}', 'CSVWithNames')
SELECT p.employee_id AS employee_id, p.role AS role, p.city AS city, p.level AS level, p.years AS years, p.salary AS salary,
       nullIf(r.market_low, 0) AS market_low, nullIf(r.market_mid, 0) AS market_mid, nullIf(r.market_high, 0) AS market_high,
       round(p.salary / nullIf(r.market_mid, 0), 4) AS market_ratio
FROM file('{sys.argv[1]}', 'CSVWithNames', '{I}') p
LEFT ANY JOIN file('{os.environ["RATES"]}', 'CSVWithNames', '{R}') r
USING (role, city, level)
SETTINGS max_threads={os.environ.get("THREADS", "2")}, format_csv_null_representation='', engine_file_truncate_on_insert=1
""")
