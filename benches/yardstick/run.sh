#!/usr/bin/env bash
# payband price beside the tools that one would reach for instead: the same job, one run, one machine.
#
#   [DIR=folder for data] [ROWS=1000000] [RUNS=5] [THREADS=2] benches/yardstick/run.sh
#
# The job: a payroll of ROWS rows, the same rows out with market low, mid, high and ratio behind each. Everyone joins the
# rates that payband prices the 225 combinations at, so that all print the same values. Outputs are compared on 10,000 rows
# before anything is timed. Median of RUNS each, the file in the page cache, output thrown away: wall, user, system, peak memory.
#
# Peers that are found are run: duckdb, Python modules polars and chdb, xan, mlr (up to 2 million rows). Stop all else first.
set -euo pipefail
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
dir=$(realpath -m "${DIR:-$root/target/yardstick}")
rows=${ROWS:-1000000} runs=${RUNS:-5}
export THREADS=${THREADS:-2} RATES="$dir/rates.csv"
python=${PYTHON:-python3}
mkdir -p "$dir"
cd "$dir"

(cd "$root" && cargo build --release --quiet)
mine="$root/target/release/payband -q price --threads $THREADS"
columns="market_low,market_mid,market_high"
[ -x gen ] || rustc -O "$here/gen.rs" -o gen
./gen keys > keys.csv
$mine keys.csv --columns "$columns" > rates.csv
for n in 10000 "$rows"; do [ -f "payroll_$n.csv" ] || ./gen rows "$n" > "payroll_$n.csv"; done

have() { command -v "$1" >/dev/null 2>&1; }
module() { "$python" -c "import $1" 2>/dev/null; }
declare -A jobs=([payband]="$mine {} --columns $columns,market_ratio")
[ "$THREADS" = 1 ] || jobs[payband-1]="$root/target/release/payband -q price --threads 1 {} --columns $columns,market_ratio"
have duckdb && jobs[duckdb]="$here/peers/price_duckdb.sh {} /dev/stdout"
module polars && jobs[polars]="$python $here/peers/price_polars.py {} /dev/stdout"
module chdb && jobs[chdb]="$python $here/peers/price_chdb.py {} /dev/stdout"
have xan && jobs[xan]="$here/peers/price_xan.sh {} /dev/stdout"
have mlr && [ "$rows" -le 2000000 ] && jobs[mlr]="$here/peers/price_mlr.sh {} /dev/stdout"
jobs[cat-cat]="cat {} | cat"

for name in "${!jobs[@]}"; do
  [ "$name" = cat-cat ] || sh -c "${jobs[$name]//\{\}/payroll_10000.csv}" > "out_$name.csv"
done
"$python" "$here/compare.py" out_payband.csv out_*.csv || true

timed() {
  local command="${1//\{\}/payroll_$rows.csv}"
  for _ in $(seq "$runs"); do
    cat "payroll_$rows.csv" > /dev/null
    command time -f '%e %U %S %M' -a -o times sh -c "$command > /dev/null" 2> /dev/null
  done
  for field in 1 2 3 4; do cut -d' ' -f$field times | sort -n | sed -n "$((runs / 2 + 1))p"; done | paste -sd' '
  rm -f times
}
printf '%-10s %8s %8s %8s %10s\n' "" wall user system "peak MiB"
for name in "${!jobs[@]}"; do
  read -r wall user system peak <<< "$(timed "${jobs[$name]}")"
  printf '%-10s %8s %8s %8s %10s\n' "$name" "$wall" "$user" "$system" "$((peak / 1024))"
done | sort -k2 -n
