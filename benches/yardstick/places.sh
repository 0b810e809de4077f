#!/usr/bin/env bash
# Times payband price with the 583 places of us-oews-2025. The payrolls "seven" and "alike" name seven of them: the first seven, whose
# names are short and need no quotes, and seven with names like those of all places. "many" names all. "cut" prices the payroll "seven"
# with a pack that has no other places.
#
#   [DIR=folder for data] [ROWS=3000000] [RUNS=11] [PAYBAND=binary] benches/yardstick/places.sh
#
# Prints medians of RUNS of wall, user and system time and of peak memory, with one thread. Then, as quotients of wall time
# and memory, the pack with all places by the one with seven, on the same payroll, and the payroll of many places by the two of seven.
set -euo pipefail
# No settings of the user who measures.
export PAYBAND_CONFIG=/dev/null
here=$(cd "$(dirname "$0")" && pwd)
root=$(cd "$here/../.." && pwd)
dir=$(realpath -m "${DIR:-$root/target/yardstick}")
rows=${ROWS:-3000000} runs=${RUNS:-11} pack=us-oews-2025
mkdir -p "$dir"
cd "$dir"

[ -n "${PAYBAND:-}" ] || (cd "$root" && cargo build --release --quiet)
payband=${PAYBAND:-$root/target/release/payband}
[ -d cut ] && [ -f "alike_$rows.csv" ] ||
  "${PYTHON:-python3}" "$here/places.py" "$rows" "$root/data/packs/$pack" {many,seven,alike}"_$rows.csv" cut

run() { # NAME PACK FILE
  command time -f '%e %U %S %M' -a -o "times_$1" "$payband" -q price --pack "$2" --threads 1 "$3" > /dev/null
}
rm -f times_{cut,seven,alike,many}
for _ in $(seq "$runs"); do
  run cut ./cut "seven_$rows.csv"
  for name in seven alike many; do run $name $pack "${name}_$rows.csv"; done
done
median() { cut -d' ' -f"$2" "times_$1" | sort -n | sed -n "$((runs / 2 + 1))p"; }
printf '%-8s %8s %8s %8s %8s %10s\n' places rows wall user system "peak MiB"
for name in cut seven alike many; do
  printf '%s %s %s %s %s %s\n' "$name" "$rows" "$(median "$name" 1)" "$(median "$name" 2)" "$(median "$name" 3)" "$(median "$name" 4)"
done | awk '{ printf "%-8s %8d %8.2f %8.2f %8.2f %10.1f\n", $1, $2, $3, $4, $5, $6 / 1024; name[NR] = $1; wall[NR] = $3; peak[NR] = $6 }
  function ratio(a, b) {
    printf "%s to %s: wall x %.2f, memory x %.2f\n", name[a], name[b], wall[a] / (wall[b] > 0 ? wall[b] : 0.01), peak[a] / peak[b]
  }
  END { ratio(2, 1); ratio(4, 2); ratio(4, 3) }'
