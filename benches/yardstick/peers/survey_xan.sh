#!/bin/sh
# Survey: xan, in a pipe. Its quantiles are of another definition.  usage: survey_xan.sh IN    (result to standard output)
X="${XAN:-xan}"
"$X" join --inner role,city,level "$1" "${NAMES:?}" |
"$X" groupby role_id,city_id,level_id 'count(salary) as n, quantile(salary, 0.1) as p10, quantile(salary, 0.25) as p25, quantile(salary, 0.5) as p50, quantile(salary, 0.75) as p75, quantile(salary, 0.9) as p90' |
"$X" sort -s role_id,city_id,level_id
