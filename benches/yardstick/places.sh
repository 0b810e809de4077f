#!/usr/bin/env bash
# Times payband price on a payroll with every place of us-oews-2025, beside two with seven of them: the first seven, whose names are
# short and need no quotes, and seven with names like those of all places.
#
#   [DIR=folder for data] [ROWS=300000] [RUNS=11] [PAYBAND=binary] benches/yardstick/places.sh
#
# Prints medians of RUNS of wall, user and system time and of peak memory, with one thread, and by how much more user time and
# memory the many places take than each of the others.
set -euo pipefail
# No settings of the user who measures.
export PAYBAND_CONFIG=/dev/null
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
dir=$(realpath -m "${DIR:-$root/target/yardstick}")
rows=${ROWS:-300000} runs=${RUNS:-11} pack=us-oews-2025
mkdir -p "$dir"
cd "$dir"

[ -n "${PAYBAND:-}" ] || (cd "$root" && cargo build --release --quiet)
payband=${PAYBAND:-$root/target/release/payband}
[ -f "alike_$rows.csv" ] || "${PYTHON:-python3}" "$here/places.py" "$rows" "$root/data/packs/$pack" {many,seven,alike}"_$rows.csv"

rm -f times_many times_seven times_alike
for _ in $(seq "$runs"); do
  for name in seven alike many; do
    command time -f '%e %U %S %M' -a -o "times_$name" "$payband" -q price --pack $pack --threads 1 "${name}_$rows.csv" > /dev/null
  done
done
median() { cut -d' ' -f"$2" "times_$1" | sort -n | sed -n "$((runs / 2 + 1))p"; }
printf '%-8s %8s %8s %8s %8s %10s\n' places rows wall user system "peak MiB"
for name in seven alike many; do
  printf '%s %s %s %s %s %s\n' "$name" "$rows" "$(median "$name" 1)" "$(median "$name" 2)" "$(median "$name" 3)" "$(median "$name" 4)"
done | awk '{ printf "%-8s %8d %8.2f %8.2f %8.2f %10.1f\n", $1, $2, $3, $4, $5, $6 / 1024; name[NR] = $1; user[NR] = $4; peak[NR] = $6 }
  END {
    for (few = 1; few < 3; few++)
      printf "many to %s: user x %.2f, memory x %.2f\n", name[few], user[3] / (user[few] > 0 ? user[few] : 0.01), peak[3] / peak[few]
  }'
