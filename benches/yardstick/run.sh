#!/usr/bin/env bash
# Compares payband price with other tools that do the same job, in one run on one machine.
#
#   [DIR=folder for data] [ROWS=1000000] [RUNS=5] [THREADS=2] benches/yardstick/run.sh
#
# The job: append market low, mid, high and ratio to a payroll of ROWS rows. The other tools join a table of the prices that
# payband gives the 225 combinations, so that all print the same values. Outputs are compared on 10,000 rows first. Then the
# tools run in turns, RUNS times, with the file in the page cache and the output discarded. Prints medians of wall, user and
# system time and of peak memory, and wall and CPU time as multiples of payband's.
#
# Runs those that are installed: duckdb (or DUCKDB=path), the Python modules polars and chdb (PYTHON=path), xan (or XAN=path),
# mlr (up to 2 million rows). `cat` shows the cost of copying the bytes. Run it on an idle machine.
set -euo pipefail
# No settings of the user who measures.
export PAYBAND_CONFIG=/dev/null
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
dir=$(realpath -m "${DIR:-$root/target/yardstick}")
rows=${ROWS:-1000000} runs=${RUNS:-5}
export THREADS=${THREADS:-2} RATES="$dir/rates.csv" DUCKDB=${DUCKDB:-duckdb} XAN=${XAN:-xan}
python=${PYTHON:-python3}
mkdir -p "$dir"
cd "$dir"

(cd "$root" && cargo build --release --quiet)
payband="$root/target/release/payband -q price"
rates="--columns market_low,market_mid,market_high"
[ -x gen ] || rustc -O "$here/gen.rs" -o gen
./gen keys > keys.csv
$payband keys.csv $rates > rates.csv
for n in 10000 "$rows"; do [ -f "payroll_$n.csv" ] || ./gen rows "$n" > "payroll_$n.csv"; done

have() { command -v "$1" >/dev/null 2>&1; }
module() { "$python" -c "import $1" 2>/dev/null; }
# In a command, {} is the payroll. The first name is the one that the others are compared with.
names=(payband) ; declare -A jobs=([payband]="$payband --threads $THREADS {} $rates,market_ratio")
job() { names+=("$1"); jobs[$1]=$2; }
[ "$THREADS" = 1 ] || job payband-1 "$payband --threads 1 {} $rates,market_ratio"
have "$DUCKDB" && job duckdb "$here/peers/price_duckdb.sh {} /dev/stdout"
module polars && job polars "$python $here/peers/price_polars.py {} /dev/stdout"
module chdb && job chdb "$python $here/peers/price_chdb.py {} /dev/stdout"
have "$XAN" && job xan "$here/peers/price_xan.sh {} /dev/stdout"
have mlr && [ "$rows" -le 2000000 ] && job mlr "$here/peers/price_mlr.sh {} /dev/stdout"

for name in "${names[@]}"; do sh -c "${jobs[$name]//\{\}/payroll_10000.csv}" > "out_$name.csv"; done
outputs=("${names[@]/#/out_}")
"$python" "$here/compare.py" out_payband.csv "${outputs[@]/%/.csv}" || true

job payband-pipe "cat {} | $payband --threads $THREADS $rates,market_ratio | cat"
job cat-cat "cat {} | cat"
job cat-cat-cat "cat {} | cat | cat"

rm -f times_*
for _ in $(seq "$runs"); do
  for name in "${names[@]}"; do
    cat "payroll_$rows.csv" > /dev/null
    command time -f '%e %U %S %M' -a -o "times_$name" sh -c "${jobs[$name]//\{\}/payroll_$rows.csv} > /dev/null" 2> /dev/null
  done
done
printf '\n%s rows, %s bytes, medians of %s\n' "$rows" "$(stat -Lc %s "payroll_$rows.csv")" "$runs"
printf '%-13s %8s %8s %8s %10s %8s %8s\n' "" wall user system "peak MiB" "x wall" "x CPU"
median() { cut -d' ' -f"$2" "times_$1" | sort -n | sed -n "$((runs / 2 + 1))p"; }
for name in "${names[@]}"; do
  printf '%s %s %s %s %s\n' "$name" "$(median "$name" 1)" "$(median "$name" 2)" "$(median "$name" 3)" "$(median "$name" 4)"
done | awk 'NR == 1 { wall = $2; cpu = $3 + $4 }
  { printf "%-13s %8.2f %8.2f %8.2f %10.1f %8.2f %8.2f\n", $1, $2, $3, $4, $5 / 1024, $2 / wall, ($3 + $4) / cpu }'
