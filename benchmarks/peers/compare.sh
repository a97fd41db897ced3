#!/usr/bin/env bash
# Our step and the peers' in turns on this machine: compare.sh PYTHON [ROUNDS] [WIDTHS] [ROWS] [SECONDS]
# The least and the median of each contestant over all rounds are what counts.
set -eu
python=$1 rounds=${2:-3} widths=${3:-256x256x256x256} rows=${4:-256} seconds=${5:-5}
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
export OMP_NUM_THREADS=1
for round in $(seq "$rounds"); do
  echo "round $round of $rounds"
  "$here/../../reprise" bench-engine --rounds 1 --seconds "$seconds" --only "step" --size "$widths $rows 10" --threads 1 |
    grep '^step'
  taskset -c 0 "$python" "$here/torch_sac.py" "$widths" "$rows" --seconds "$seconds"
  taskset -c 0 "$python" "$here/torch_sac.py" "$widths" "$rows" --seconds "$seconds" --separate
  taskset -c 0 "$python" "$here/torch_sac.py" "$widths" "$rows" --seconds "$seconds" --compile
  taskset -c 0 "$python" "$here/jax_sac.py" "$widths" "$rows" --seconds "$seconds"
  (cd "$here/djl" && taskset -c 0 mvn -q -B compile exec:java -Dexec.args="$widths $rows 1 $seconds")
done
