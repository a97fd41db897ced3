#!/usr/bin/env bash
# Our step and the peers' in turns on this machine: compare.sh PYTHON [ROUNDS] [WIDTHS] [ROWS] [SECONDS] [THREADS]
# The least and the median of each contestant over all rounds are what counts.
set -eu
python=$1 rounds=${2:-3} widths=${3:-256x256x256x256} rows=${4:-256} seconds=${5:-5} threads=${6:-1}
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
export OMP_NUM_THREADS=$threads
cores=0-$((threads - 1))
for round in $(seq "$rounds"); do
  echo "round $round of $rounds"
  "$here/../../reprise" bench-engine --rounds 1 --seconds "$seconds" --only "step" --size "$widths $rows 10" --threads "$threads" |
    grep '^step'
  taskset -c "$cores" "$python" "$here/torch_sac.py" "$widths" "$rows" --threads "$threads" --seconds "$seconds"
  taskset -c "$cores" "$python" "$here/torch_sac.py" "$widths" "$rows" --threads "$threads" --seconds "$seconds" --separate
  taskset -c "$cores" "$python" "$here/torch_sac.py" "$widths" "$rows" --threads "$threads" --seconds "$seconds" --compile
  taskset -c "$cores" "$python" "$here/jax_sac.py" "$widths" "$rows" --seconds "$seconds"
  (cd "$here/djl" && taskset -c "$cores" mvn -q -B compile exec:java -Dexec.args="$widths $rows $threads $seconds")
done
