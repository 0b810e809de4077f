#!/bin/sh
# Price: Miller.  usage: price_mlr.sh IN OUT
exec mlr --csv join --ur -j role,city,level -f "${RATES:?}" \
  then unsparsify -f market_low,market_mid,market_high \
  then put '$market_ratio = is_empty($market_mid) ? "" : fmtnum($salary / $market_mid, "%.4lf")' \
  then cut -o -f employee_id,role,city,level,years,salary,market_low,market_mid,market_high,market_ratio "$1" > "$2"
