#!/usr/bin/env bash
# Runs a sample on a real Slurm of four nodes on this machine, with a node that dies in the middle and with a run that is cancelled and taken up again, and compares every
# output with that of a run in one process. A command, not part of `dotnet test`: it needs root and Debian's packages. The last line counts the checks.
#
#   build/ci/slurm.sh [FOLDER]     FOLDER has the published pipelines of samples/WebPages; without it they are published first
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
export SLURM_CI=$work/slurm SLURM_CONF=$work/slurm/slurm.conf
cluster=$root/build/ci/slurm-cluster.sh
passed=0
failed=0
trap '"$cluster" down; rm -rf "$work"' EXIT
trap 'exit 143' TERM INT

check() {
    local what=$1
    shift
    if "$@"; then
        passed=$((passed + 1))
        echo "ok: $what"
    else
        failed=$((failed + 1))
        echo "FAILED: $what"
    fi
}

# The outputs of two runs: the same names, and of each the same bytes.
same() {
    [ -s "$1/manifest.json" ] && diff -r "$1" "$2"
}

plan() {
    mkdir -p "$work/$1"
    "$app/pipelinedsl" plan --pipeline WebPages --project-directory "$root/samples/WebPages" --source "$work/corpus/*.jsonl" \
        --output "$work/$1/out" --store "$work/$1/store" --plan "$work/$1/plan.json" >"$work/$1/plan.log"
}

submit() {
    local name=$1
    shift
    "$app/pipelinedsl" submit --plan "$work/$name/plan.json" --engine slurm --cpus-per-task 1 --mem 500M "$@"
}

# A cell of the table of stages, tasks, done and sealed.
status() {
    "$app/pipelinedsl" status --plan "$work/$1/plan.json" | awk -v stage="$2" -v column="$3" '$1 == stage { print $column }'
}

committed() {
    status "$1" phase-0 3
}

# Waits for a condition; never for ever.
until_true() {
    local limit=$((SECONDS + 600))
    until "$@"; do
        [ "$SECONDS" -lt "$limit" ] || return 1
        sleep 0.3
    done
}

running() {
    [ "$(squeue --noheader --array --states=RUNNING --format=%N | sort -u | wc -l)" -ge "$1" ]
}

some_committed() {
    [ "$(committed "$1")" -ge 1 ]
}

finished() {
    [ "$(status "$1" publish 4)" = yes ]
}

queue_is_empty() {
    [ -z "$(squeue --noheader)" ]
}

idle() {
    [ "$(sinfo --noheader --Node --states=idle --format=%N | sort -u | wc -l)" = "$1" ]
}

restarted() {
    [ "$(scontrol show job | grep -c 'Restarts=[1-9]')" -ge 1 ]
}

app=${1:-}
if [ -z "$app" ]; then
    app=$work/app
    dotnet build "$root/samples/WebPages" -c Release -t:PublishDataPipelines -p:PipelineDslPublishDir="$app/" --nologo -v quiet
fi

# A corpus of many files: the sample's pages, in each with ids of their own and texts that are nearly those of the others, so that the deduplications have work across files.
mkdir -p "$work/corpus"
for i in $(seq 1 14); do
    for source in "$root"/samples/WebPages/data/*.jsonl; do
        sed -e "s/\"id\": *\"/&file$i-/" -e "s/\"text\": *\"/&This page stands in part $i of the collection. /" "$source" >>"$work/corpus/part-$(printf %02d "$i").jsonl"
    done
done

echo "== the run in one process"
mkdir -p "$work/local"
"$app/pipelinedsl" run --pipeline WebPages --project-directory "$root/samples/WebPages" --source "$work/corpus/*.jsonl" --output "$work/local/out" --progress none

"$cluster" up
sinfo --Node

# Job n of a stage starts after n seconds (--jitter 100 over a first wave of 100): so there is always one to catch in the middle, however fast the machine.
echo "== a run whose node dies"
plan crash
submit crash --jitter 100
until_true running 4
node=$(squeue --noheader --array --states=RUNNING --format=%N | sort -u | tail -n 1)
"$cluster" crash "$node"
# What the controller would find out half a minute later.
scontrol update nodename="$node" state=down reason=crashed
echo "$node died with $(committed crash) tasks committed"
check "the run is finished without $node" until_true finished crash
check "Slurm started tasks of $node again" restarted
check "a stage had several arrays" test "$(grep -c '"stage": "phase-0"' "$work/crash/plan.submit/jobs.json")" -ge 4
check "its outputs are those of the run in one process" same "$work/crash/out" "$work/local/out"
"$cluster" start "$node"
until_true idle 4

echo "== a run that is cancelled and taken up again"
plan cancel
submit cancel --jitter 100
until_true some_committed cancel
submit cancel --cancel
until_true queue_is_empty
before=$(committed cancel)
echo "cancelled with $before tasks committed"
check "nothing is published" test ! -e "$work/cancel/out/manifest.json"
check "submitted again it is done" submit cancel --wait 600
check "only what had no commit was submitted again" test "$(wc -l <"$work/cancel/plan.submit/2/phase-0.tasks")" = $((14 - before))
check "its outputs are those of the run in one process" same "$work/cancel/out" "$work/local/out"
check "a plan that is done is not submitted again" grep -q 'nothing to submit' <(submit cancel)

if [ "$failed" != 0 ]; then
    tail -n 5 "$work"/*/plan.submit/*/logs/*/*.log | tail -n 200
fi
echo "slurm: $passed passed, $failed failed"
[ "$failed" = 0 ]
