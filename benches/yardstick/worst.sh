#!/usr/bin/env bash
# Times payband price on the files that are slowest to read: a distinct title in each row, pay with units, GBK.
#
#   [DIR=folder for data] [ROWS=1000000] [RUNS=5] benches/yardstick/worst.sh
#
# Prints medians of RUNS of wall, user and system time and of peak memory, with one thread and with two, and the same for a plain
# payroll of as many rows.
set -euo pipefail
# No settings of the user who measures.
export PAYBAND_CONFIG=/dev/null
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
dir=$(realpath -m "${DIR:-$root/target/yardstick}")
rows=${ROWS:-1000000} runs=${RUNS:-5}
mkdir -p "$dir"
cd "$dir"

(cd "$root" && cargo build --release --quiet)
[ -x gen ] || rustc -O "$here/gen.rs" -o gen
[ -f "payroll_$rows.csv" ] || ./gen rows "$rows" > "payroll_$rows.csv"
# Without quoted fields, so that awk can split the rows.
grep -v '"' "payroll_$rows.csv" > plain.csv
awk -F, -v OFS=, 'NR > 1 { $2 = $2 " team " NR " (lead)" } 1' plain.csv > titles.csv
awk -F, -v OFS=, 'NR > 1 { s = $6; $6 = NR % 3 == 0 ? "$" s ".00" : NR % 3 == 1 ? int(s / 1000) "k-" int(s / 1000) + 9 "k" : "USD " int(s / 12) "/month" } 1' plain.csv > pay.csv
sed -e 's/,Shanghai,/,上海,/; s/,Beijing,/,北京,/; s/,Shenzhen,/,深圳,/; s/,Junior,/,初级,/; s/,Mid,/,中级,/; s/,Senior,/,高级,/' plain.csv | iconv -f utf-8 -t gb18030 > gbk.csv

printf '%-10s %8s %8s %8s %8s %8s %10s\n' "" rows threads wall user system "peak MiB"
for name in plain titles pay gbk; do
  for threads in 1 2; do
    rm -f times
    for _ in $(seq "$runs"); do
      command time -f '%e %U %S %M' -a -o times "$root/target/release/payband" -q price --threads $threads "$name.csv" > /dev/null
    done
    median() { cut -d' ' -f"$1" times | sort -n | sed -n "$((runs / 2 + 1))p"; }
    printf '%-10s %8s %8s %8s %8s %8s %10s\n' "$name" "$(wc -l < "$name.csv")" $threads "$(median 1)" "$(median 2)" "$(median 3)" "$(($(median 4) / 1024))"
  done
done
