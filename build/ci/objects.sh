#!/usr/bin/env bash
# Runs a sample over real object storages on this machine, Ceph's S3 gateway and Azurite, with sources and outputs in them, with runs that are killed while they upload, with a gateway that goes away in the
# middle, and as a plan; compares every output with that of a run over files. A command, not part of `dotnet test`: it needs root, Debian's packages and npm. The last line counts the checks.
#
#   build/ci/objects.sh [FOLDER]     FOLDER has the published pipelines of samples/WebPages; without it they are published first
set -euo pipefail
root=$(cd "$(dirname "$0")/../.." && pwd)
work=$(mktemp -d)
export OBJECTS_CI=$work/servers
servers=$root/build/ci/object-servers.sh
kills=${OBJECTS_KILLS:-8}
passed=0
failed=0
trap '"$servers" down; rm -rf "$work"' EXIT
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

objects() {
    dotnet run --no-build "$root/build/ci/objects.cs" -- "$@"
}

pipeline() {
    "$app/pipelinedsl" "$@" --pipeline WebPages --project-directory "$root/samples/WebPages"
}

run() {
    pipeline run --progress none "$@" >>"$work/log" 2>&1
}

# What lies below an address is what a run over files made.
published() {
    rm -rf "$work/got"
    mkdir "$work/got"
    objects get "$1" "$work/got"
    [ -s "$work/got/manifest.json" ] && diff -r "$2" "$work/got"
}

# A run ends with an error of an id that names an address.
fails() {
    local id=$1 address=$2
    shift 2
    ! pipeline run --progress none "$@" >"$work/error" 2>&1 && grep -q "$address.*error $id:" "$work/error" || { cat "$work/error"; return 1; }
}

app=${1:-}
if [ -z "$app" ]; then
    app=$work/app
    dotnet build "$root/samples/WebPages" -c Release -t:PublishDataPipelines -p:PipelineDslPublishDir="$app/" --nologo -v quiet
fi

# The sample's pages again and again, in each part with ids of their own and texts that are nearly those of the others; plain, compressed, and one so long that it is cut.
mkdir -p "$work/corpus/sub" "$work/later" "$work/other"
part() {
    sed -e "s/\"id\": *\"/&file$1-/" -e "s/\"text\": *\"/&This page stands in part $1 of the collection. /" "$root/samples/WebPages/data/pages.jsonl"
}
for i in 1 2 3 4; do
    part "$i" >"$work/corpus/part-$i.jsonl"
    part "1$i" | gzip >"$work/corpus/sub/part-$i.jsonl.gz"
done
for i in $(seq 7000); do part "long$i"; done >"$work/corpus/sub/long.jsonl"
part later >"$work/later/part-5.jsonl"
part other >"$work/other/part-5.jsonl"

echo "== over files"
run --source "$work/corpus/**/*.jsonl*" --output "$work/local" --store "$work/store"
cp -r "$work/corpus" "$work/both"
cp "$work/later"/* "$work/both/"
run --source "$work/both/**/*.jsonl*" --output "$work/local2" --store "$work/store"

"$servers" up
. "$OBJECTS_CI/environment"
dotnet build "$root/build/ci/objects.cs" -p:RunAnalyzers=false --nologo -v quiet
for address in s3://corpus az://corpus s3://out az://out; do objects create "$address"; done
for scheme in s3 az; do objects put "$work/corpus" "$scheme://corpus/web/"; done

echo "== from each storage to the other"
run --source 's3://corpus/web/**/*.jsonl*' --output az://out/a/ --store "$work/store"
check "from S3 to Azure: the bytes of files" published az://out/a/ "$work/local"
run --source 'az://corpus/web/**/*.jsonl*' --output s3://out/a --store "$work/store"
check "from Azure to S3: the bytes of files" published s3://out/a/ "$work/local"

for scheme in s3 az; do
    before=$(objects list "$scheme://out/a/")
    run --source "$scheme://corpus/web/**/*.jsonl*" --output "$scheme://out/a/" --store "$work/store"
    check "$scheme: what is there is not uploaded again" test "$before" = "$(objects list "$scheme://out/a/")"
    objects put "$work/later" "$scheme://corpus/web/"
    run --source "$scheme://corpus/web/**/*.jsonl*" --output "$scheme://out/a/" --store "$work/store"
    check "$scheme: a new object is found" published "$scheme://out/a/" "$work/local2"
done

echo "== killed while it uploads"
whole=0
for i in $(seq "$kills"); do
    scheme=$([ $((i % 2)) = 0 ] && echo az || echo s3)
    next=$([ $((i / 2 % 2)) = 0 ] && echo corpus || echo both)
    pipeline run --progress none --source "$work/$next/**/*.jsonl*" --output "$scheme://out/a/" --store "$work/store" --work "$work/uploading" >>"$work/log" 2>&1 &
    run=$!
    # Uploads begin when the last file is there that is published.
    until compgen -G "$work/uploading/*/.pipelinedsl-work/final-manifest.json" >/dev/null || ! kill -0 "$run" 2>/dev/null; do sleep 0.005; done
    sleep "$((i * 370 % 1900 / 1000)).$(printf %03d $((i * 370 % 1900 % 1000)))"
    kill -KILL "$run" 2>/dev/null || true
    wait "$run" 2>/dev/null || true
    rm -rf "$work/got"
    mkdir "$work/got"
    objects get "$scheme://out/a/" "$work/got"
    if [ -s "$work/got/manifest.json" ]; then
        check "kill $i, $scheme: what is listed is whole" sh -c "diff -rq '$work/local' '$work/got' >/dev/null || diff -rq '$work/local2' '$work/got'"
        whole=$((whole + 1))
    fi
done
echo "after $whole of $kills kills a manifest was there"
for scheme in s3 az; do
    run --source "$work/corpus/**/*.jsonl*" --output "$scheme://out/a/" --store "$work/store" --work "$work/uploading"
    check "$scheme: the next run publishes everything" published "$scheme://out/a/" "$work/local"
done
check "no upload is left" test "$(objects uploads s3://out/)" = 0

echo "== a gateway that goes away"
pipeline run --progress none --source 's3://corpus/web/**/*.jsonl*' --output s3://out/b/ --work "$work/scratch" >>"$work/log" 2>&1 &
run=$!
sleep 1.5
"$servers" stop-s3
sleep 3
"$servers" start-s3
check "the run waits for it" wait "$run"
check "its outputs are those of files" published s3://out/b/ "$work/local2"

echo "== a plan"
pipeline plan --source 's3://corpus/web/**/*.jsonl*' --output az://out/c/ --store "$work/plan-store" --plan "$work/plan.json" >>"$work/log"
tasks=$(grep -c '"version"' "$work/plan.json")
task() { "$app/pipelinedsl" run --plan "$work/plan.json" --progress none "$@"; }
export -f task
export work app
seq 0 $((tasks - 1)) | xargs -P 2 -I{} bash -c 'task --stage phase-0 --task {} --workers 1' >>"$work/log" 2>&1
"$app/pipelinedsl" seal --plan "$work/plan.json" --stage phase-0 >>"$work/log"
objects put "$work/later" s3://corpus/web/
check "a plan whose stages have read the objects needs them no more" task --stage all
check "its outputs are those of files" published az://out/c/ "$work/local2"
pipeline plan --source 's3://corpus/web/**/*.jsonl*' --output az://out/d/ --store "$work/plan-store2" --plan "$work/plan.json" >>"$work/log"
objects put "$work/other" s3://corpus/web/
code=0
task --stage all >"$work/error" 2>&1 || code=$?
check "an object that was replaced since is an error that no scheduler tries again" test "$code" = 65
check "it says which" grep -q 's3://corpus/web/part-5.jsonl: error PDSL2030' "$work/error"

echo "== errors"
check "no bucket" fails PDSL2081 s3://nowhere --source 's3://nowhere/*' --output "$work/x"
check "no container" fails PDSL2081 az://nowhere --source 'az://nowhere/*' --output "$work/x"
check "no bucket for the outputs" fails PDSL2081 s3://nowhere --source "$work/corpus/part-1.jsonl" --output s3://nowhere/x --work "$work/scratch"
check "no object" fails PDSL2003 s3://corpus --source 's3://corpus/web/*.parquet' --output "$work/x"
AWS_SECRET_ACCESS_KEY=wrong check "a wrong secret" fails PDSL2082 s3://corpus --source 's3://corpus/web/*' --output "$work/x"
AWS_ENDPOINT_URL_S3=http://127.0.0.1:9 check "nobody there" fails PDSL2083 s3://corpus --source 's3://corpus/web/*' --output "$work/x"

if [ "$failed" != 0 ]; then
    tail -n 100 "$work/log"
fi
echo "objects: $passed passed, $failed failed"
[ "$failed" = 0 ]
