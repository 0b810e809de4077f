#!/usr/bin/env bash
# Compares payband survey with other tools that do the same job, in one run on one machine.
#
#   [DIR=folder for data] [ROWS=1000000] [RUNS=5] [THREADS=2] benches/yardstick/survey.sh
#
# The job: P10, P25, P50, P75 and P90 of a payroll of ROWS rows by role, city and level. payband reads the names of roles, cities
# and levels itself. The other tools join a table of their ids that payband makes of the 225 combinations, and print nine
# columns; payband prints all of its columns, of which these nine are compared on 10,000 rows first. Only groups of three people
# or more have percentiles. xan's quantile is not the usual interpolation, so its percentiles differ.
#
# `payband-organisations` is a file with one more column, of 2,000 organisations, under the default rule; no other tool does that.
# Prints medians of wall, user and system time and of peak memory, and wall and CPU time as multiples of payband's.
#
# Runs those that are installed, as run.sh does. Run it on an idle machine.
set -euo pipefail
export PAYBAND_CONFIG=/dev/null
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
dir=$(realpath -m "${DIR:-$root/target/yardstick}")
rows=${ROWS:-1000000} runs=${RUNS:-5}
export THREADS=${THREADS:-2} NAMES="$dir/names.csv" DUCKDB=${DUCKDB:-duckdb} XAN=${XAN:-xan}
python=${PYTHON:-python3}
mkdir -p "$dir"
cd "$dir"

[ -n "${PAYBAND:-}" ] || (cd "$root" && cargo build --release --quiet)
payband=${PAYBAND:-$root/target/release/payband}
[ -x gen ] || rustc -O "$here/gen.rs" -o gen
./gen keys > keys.csv
{ echo role,city,level,role_id,city_id,level_id; "$payband" -q price keys.csv --columns role_id,city_id,level_id | tail -n +2; } > names.csv
for n in 10000 "$rows"; do
  [ -f "payroll_$n.csv" ] || ./gen rows "$n" > "payroll_$n.csv"
  # The number of the employee decides the organisation: 11 makes neighbours differ.
  [ -f "organisations_$n.csv" ] || awk 'NR == 1 { print $0 ",company"; next } { print $0 ",Company " (NR * 11) % 2000 }' \
    "payroll_$n.csv" > "organisations_$n.csv"
done

have() { command -v "$1" >/dev/null 2>&1; }
module() { "$python" -c "import $1" 2>/dev/null; }
survey="$payband -q survey --by role,city,level"
names=(payband) ; declare -A jobs=([payband]="$survey --rule own --threads $THREADS {}")
job() { names+=("$1"); jobs[$1]=$2; }
[ "$THREADS" = 1 ] || job payband-1 "$survey --rule own --threads 1 {}"
have "$DUCKDB" && job duckdb "$here/peers/survey_duckdb.sh {}"
module polars && job polars "$python $here/peers/survey_polars.py {}"
module chdb && job chdb "$python $here/peers/survey_chdb.py {}"
have "$XAN" && job xan "$here/peers/survey_xan.sh {}"

for name in "${names[@]}"; do
  sh -c "${jobs[$name]//\{\}/payroll_10000.csv}" | "$python" "$here/survey_columns.py" > "survey_$name.csv"
done
outputs=("${names[@]/#/survey_}")
"$python" "$here/compare.py" survey_payband.csv "${outputs[@]/%/.csv}" || true

job payband-organisations "$survey --threads $THREADS organisations_$rows.csv"
rm -f times_*
for _ in $(seq "$runs"); do
  for name in "${names[@]}"; do
    cat "payroll_$rows.csv" > /dev/null
    command time -f '%e %U %S %M' -a -o "times_$name" sh -c "${jobs[$name]//\{\}/payroll_$rows.csv} > /dev/null" 2> /dev/null
  done
done
printf '\n%s rows, %s bytes, medians of %s\n' "$rows" "$(stat -Lc %s "payroll_$rows.csv")" "$runs"
printf '%-22s %8s %8s %8s %10s %8s %8s\n' "" wall user system "peak MiB" "x wall" "x CPU"
median() { cut -d' ' -f"$2" "times_$1" | sort -n | sed -n "$((runs / 2 + 1))p"; }
for name in "${names[@]}"; do
  printf '%s %s %s %s %s\n' "$name" "$(median "$name" 1)" "$(median "$name" 2)" "$(median "$name" 3)" "$(median "$name" 4)"
done | awk 'NR == 1 { wall = $2; cpu = $3 + $4 }
  { printf "%-22s %8.2f %8.2f %8.2f %10.1f %8.2f %8.2f\n", $1, $2, $3, $4, $5 / 1024, $2 / wall, ($3 + $4) / cpu }'
