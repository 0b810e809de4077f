#!/bin/sh
# Price: DuckDB CLI.  usage: price_duckdb.sh IN OUT [decimal|round|printf]
# env: DUCKDB (CLI), THREADS, ORDER (preserve_insertion_order), TYPES=int|text, RATES
case "${3:-decimal}" in
  decimal) F() { echo "CAST($1 AS DECIMAL(9,4))"; } ;;
  round)   F() { echo "round($1, 4)"; } ;;
  printf)  F() { echo "printf('%.4f', $1)"; } ;;
esac
case "${TYPES:-int}" in
  int)  T="'years':'BIGINT','salary':'BIGINT'"; S=p.salary ;;
  text) T="'years':'VARCHAR','salary':'VARCHAR'"; S="CAST(p.salary AS DOUBLE)" ;;
esac
exec "${DUCKDB:-duckdb}" -c "
SET threads=${THREADS:-2}; SET preserve_insertion_order=${ORDER:-true};
COPY (
  SELECT p.employee_id, p.role, p.city, p.level, p.years, p.salary,
         r.market_low, r.market_mid, r.market_high,
         $(F "$S / r.market_mid") AS market_ratio
  FROM read_csv('$1', header=true, delim=',', quote='\"', escape='\"', auto_detect=false,
       columns={'employee_id':'VARCHAR','role':'VARCHAR','city':'VARCHAR','level':'VARCHAR',$T}) p
  LEFT JOIN read_csv('${RATES:?}', header=true, auto_detect=false, delim=',', quote='\"', escape='\"',
       columns={'role':'VARCHAR','city':'VARCHAR','level':'VARCHAR','market_low':'DOUBLE','market_mid':'DOUBLE','market_high':'DOUBLE'}) r
  USING (role, city, level)
) TO '$2' (FORMAT csv, HEADER true);"
