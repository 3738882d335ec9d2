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

quiet() {
    "$@" >>"$work/log" 2>&1
}

# Starts a run whose process is the one of $!, so that it can be killed.
start() {
    (exec "$app/pipelinedsl" run --progress none --pipeline WebPages --project-directory "$root/samples/WebPages" "$@" >>"$work/log" 2>&1) &
}

# A pipeline of the tests: rows of Parquet files in, datasets of every format out.
rows() {
    "$app/pipelinedsl" run --progress none --assembly "$tests" --pipeline RowsPipeline --project-directory "$work" --workers 2 "$@" >>"$work/log" 2>&1
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

tests=$root/tests/PipelineDsl.Tests/bin/Debug/net10.0/PipelineDsl.Tests.dll
if [ ! -f "$tests" ]; then
    dotnet build "$root/tests/PipelineDsl.Tests" -p:RunAnalyzers=false --nologo -v quiet
fi

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
    start --source "$work/$next/**/*.jsonl*" --output "$scheme://out/a/" --store "$work/store" --work "$work/uploading"
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
start --source 's3://corpus/web/**/*.jsonl*' --output s3://out/b/ --work "$work/scratch"
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

echo "== Parquet"
mkdir -p "$work/rows/sub" "$work/more"
for i in 0 1 2; do objects rows "$root/samples/WebPages/data/pages.jsonl" "$work/rows/sub/part-$i.parquet" "$((i * 2501))" 2500; done
objects rows "$root/samples/WebPages/data/pages.jsonl" "$work/more/part-3.parquet" 9000 1200
rows --source "$work/rows/**/*.parquet" --output "$work/rows1"
rows --source "$work/more/*.parquet" --output "$work/rows2"
for scheme in s3 az; do
    objects put "$work/rows" "$scheme://corpus/rows/"
    rows --source "$scheme://corpus/rows/**/*.parquet" --output "$scheme://out/rows/" --store "$work/rows-store-$scheme"
    check "$scheme: Parquet and every format: the bytes of files" published "$scheme://out/rows/" "$work/rows1"
    before=$(objects list "$scheme://out/rows/")
    rows --source "$scheme://corpus/rows/**/*.parquet" --output "$scheme://out/rows/" --store "$work/rows-store-$scheme"
    check "$scheme: what is there is not uploaded again" test "$before" = "$(objects list "$scheme://out/rows/")"
    check "$scheme: two manifests are compared, one at an address" quiet "$app/pipelinedsl" stats "$work/rows1" "$scheme://out/rows" --fail-on-difference
done

echo "== killed between the requests that others can see"
# The manifest is the last that is seen: at each request up to the one after it the process is killed, before the storage gets the request or when it has answered.
killed() {
    local scheme=$1 request=$2 when=$3 source=$4 expected=$5 before=$6 seen
    rm -rf "$work/killer" "$work/got"
    mkdir "$work/killer" "$work/got"
    objects killer "$([ "$scheme" = s3 ] && echo "${AWS_ENDPOINT_URL_S3##*:}" || sed 's|.*127.0.0.1:\([0-9]*\).*|\1|' <<<"$AZURE_STORAGE_CONNECTION_STRING")" "$request" "$when" "$work/killer" >"$work/killer/seen" &
    local killer=$!
    until [ -s "$work/killer/port" ]; do sleep 0.05; done
    local port
    port=$(cat "$work/killer/port")
    (
        export AWS_ENDPOINT_URL_S3=http://127.0.0.1:$port
        export AZURE_STORAGE_CONNECTION_STRING
        AZURE_STORAGE_CONNECTION_STRING=$(sed "s|127.0.0.1:[0-9]*|127.0.0.1:$port|" <<<"$AZURE_STORAGE_CONNECTION_STRING")
        echo "$BASHPID" >"$work/killer/pid"
        exec "$app/pipelinedsl" run --progress none --assembly "$tests" --pipeline RowsPipeline --project-directory "$work" --source "$source" --output "$scheme://out/kills/" --store "$work/kills-store"
    ) >>"$work/log" 2>&1 &
    wait "$!" 2>/dev/null || true
    wait "$killer"
    seen=$(cat "$work/killer/seen")
    objects get "$scheme://out/kills/" "$work/got"
    if [ -s "$work/got/manifest.json" ] && ! diff -rq "$expected" "$work/got" >/dev/null && ! diff -rq "$before" "$work/got" >/dev/null; then
        return 1
    fi

    # What is listed is whole, and so is what the next run makes, which finds nothing of the one that was killed in its way.
    rows --source "$source" --output "$scheme://out/kills/" --store "$work/kills-store"
    published "$scheme://out/kills/" "$expected" || return 1
    [ "$seen" -ge "$request" ] || last=1
}
for scheme in s3 az; do
    rows --source "$work/more/*.parquet" --output "$scheme://out/kills/" --store "$work/kills-store"
    last=
    for request in $(seq 1 "${OBJECTS_REQUESTS:-40}"); do
        when=$([ $((request % 2)) = 0 ] && echo before || echo after)
        if [ $((request % 2)) = 0 ]; then source="$work/more/*.parquet" expected=$work/rows2 before=$work/rows1; else source="$work/rows/**/*.parquet" expected=$work/rows1 before=$work/rows2; fi
        check "$scheme: killed $when request $request" killed "$scheme" "$request" "$when" "$source" "$expected" "$before"
        [ -z "$last" ] || break
    done
    check "$scheme: others see fewer than $request requests: a run was killed at each" test -n "$last"
done
check "no upload is left" test "$(objects uploads s3://out/kills/)" = 0

echo "== errors"
check "no bucket" fails PDSL2081 s3://nowhere --source 's3://nowhere/*' --output "$work/x"
check "no container" fails PDSL2081 az://nowhere --source 'az://nowhere/*' --output "$work/x"
check "no bucket for the outputs" fails PDSL2081 s3://nowhere --source "$work/corpus/part-1.jsonl" --output s3://nowhere/x --work "$work/scratch"
check "no object" fails PDSL2003 s3://corpus --source 's3://corpus/web/*.csv' --output "$work/x"
check "no manifest" sh -c '"$1" stats s3://out/nothing/ 2>&1 | grep -q "s3://out/nothing/manifest.json: error PDSL2070:"' - "$app/pipelinedsl"
AWS_SECRET_ACCESS_KEY=wrong check "a wrong secret" fails PDSL2082 s3://corpus --source 's3://corpus/web/*' --output "$work/x"
AWS_ENDPOINT_URL_S3=http://127.0.0.1:9 check "nobody there" fails PDSL2083 s3://corpus --source 's3://corpus/web/*' --output "$work/x"

if [ "$failed" != 0 ]; then
    tail -n 100 "$work/log"
fi
echo "objects: $passed passed, $failed failed"
[ "$failed" = 0 ]
