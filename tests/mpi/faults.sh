#!/bin/bash
# SPDX-License-Identifier: BSL-1.0
# faults.sh PROGRAM MPIRUN...: runs PROGRAM (tests/mpi/same_bits.cpp) on two ranks, once for each mistake or fault, under a
# time limit, and checks its messages. MPIRUN ends with the option that takes the number of processes.
program=$1
shift
cd "$(mktemp -d)" || exit 1
bad=0

# expect FAULT STATUS WORDS...: the job ends with this status (0, or any other for 1), and prints WORDS, patterns of grep.
expect() {
  local fault=$1 status=$2 words
  shift 2
  timeout -k 5 30 "${mpirun[@]}" 2 "$program" "$fault" > said 2>&1
  judge "$fault" $? "$status" "$@"
}
judge() {
  local fault=$1 ended=$2 status=$3 words
  shift 3
  if [ "$ended" = 124 ] || { [ "$ended" = 137 ] && [ "$fault" != kill ]; }; then
    echo "'$fault' does not end"
    bad=1
  elif [ "$status" = 0 ] && [ "$ended" != 0 ] || [ "$status" != 0 ] && [ "$ended" = 0 ]; then
    echo "'$fault' ends with status $ended"
    bad=1
  fi
  for words in "$@"; do
    grep -q -- "$words" said && continue
    echo "'$fault' does not say: $words"
    bad=1
  done
  [ $bad = 0 ] || sed 's/^/    /' said
}
# interrupt SIGNAL STATUS: sends SIGNAL during a run to mpirun, which passes it to the ranks.
interrupt() {
  # mpirun ends ranks a second after it has passed on SIGTERM, unless it is told to wait longer.
  "${mpirun[0]}" --mca odls_base_sigkill_timeout 10 "${mpirun[@]:1}" 2 "$program" interrupt > said 2>&1 &
  local job=$!
  for _ in {1..100}; do
    [ "$(grep -c runs said)" = 2 ] && break
    sleep 0.1
  done
  sleep 0.3
  kill -"$1" $job
  timeout 20 tail --pid=$job -f /dev/null || kill -KILL $job
  wait $job
  judge "interrupt by $1" $? "$2" 'rank 0 was interrupted after step' 'rank 1 was interrupted after step'
  if [ "$(grep -o 'after step .*' said | sort -u | wc -l)" != 1 ]; then
    echo "ranks stop after different steps"
    bad=1
  fi
}

mpirun=("$@")
expect throw 1 'rank 1: this rank gives up'
expect 'throw in a run' 1 'rank 1: this function gives up'
expect 'save on the root' 1 'rank 0 is in save (step 100), rank 1 in the end of its program: all ranks must make the same'
expect 'get on the root' 1 'rank 0 is in get<"e.v"> (step 0), rank 1 in run (step 0): all ranks must make the same calls'
expect 'other run' 1 'rank 0 in run of 100 steps, rank 1 in run of 200 steps'
expect 'other seed' 1 'rank 1 has seed{8}, rank 0 seed{42}: all ranks must run the same program'
expect 'full disk' 1 'rank 0: cortexpr_mpi.state: '
expect 'no folder' 1 '/no/such/folder/x.npz: ' 
expect 'cut short' 1 'rank 1: cortexpr_mpi_cut.state: is damaged'
expect 'main thread only' 1 'mpi: threads{2} call MPI one at a time, .* with MPI_THREAD_SERIALIZED'
expect hang 0 'rank 0: has waited 1 s in run, asking its options (step 300) for rank 1: stopped, or busy'
expect stop 1 'rank 0: has waited 1 s in run, asking its options (step 300) for rank 1: stopped, or busy' 'rank 0: ends the job after waiting'
expect kill 1 'rank 1 .*signal 9'
expect exit 1
if [ "$(nproc)" -gt 1 ]; then
  bound=("${mpirun[@]/#none/core}") # one processor per rank, as OpenMPI does by default
  "${bound[@]}" 2 "$program" binding > said 2>&1
  judge binding $? 0 'may use 1 of .* processors for 2 threads: .* start with mpirun --map-by slot:PE=2'
fi
interrupt USR1 0
interrupt TERM 1
exit $bad
