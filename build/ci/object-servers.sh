#!/usr/bin/env bash
# Two real object storages on 127.0.0.1, without systemd: Ceph's S3 gateway from Debian's packages (a monitor, one storage daemon that keeps everything in memory, the gateway) and Azurite, the
# emulator of Azure Blob Storage, from npm. For tests only; needs root for the packages.
#
#   object-servers.sh up              installs what is missing, starts both, writes $OBJECTS_CI/environment
#   object-servers.sh stop-s3         kills the gateway as a crash does; what is stored stays
#   object-servers.sh start-s3        starts it again
#   object-servers.sh down            ends every process of it and removes its folder
#
# OBJECTS_CI is the folder of configuration, state and logs. `. $OBJECTS_CI/environment` sets the variables by which both are reached.
# OBJECTS_AZURITE may name a folder in which azurite is installed already.
set -euo pipefail
OBJECTS_CI=${OBJECTS_CI:?the folder for the servers}
ceph=$OBJECTS_CI/ceph
conf=$ceph/ceph.conf
azurite=${OBJECTS_AZURITE:-$OBJECTS_CI/azurite}
access=pipelinesci
secret=pipelinescisecret

# Four ports in a row on which nobody listens.
free_ports() {
    local port used i
    for port in $(seq 18400 10 19390); do
        used=
        for i in 0 1 2 3; do
            if (exec 3<>"/dev/tcp/127.0.0.1/$((port + i))") 2>/dev/null; then
                used=1
            fi
        done
        if [ -z "$used" ]; then
            echo "$port"
            return
        fi
    done
}

install() {
    if ! command -v radosgw >/dev/null || ! command -v ceph-osd >/dev/null || ! command -v ceph-mon >/dev/null || ! command -v radosgw-admin >/dev/null; then
        for attempt in 1 2 3; do
            if DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=120 \
                radosgw ceph-mon ceph-osd ceph-common >"$OBJECTS_CI/apt.log" 2>&1; then
                break
            fi
            if [ "$attempt" = 3 ]; then
                tail -n 20 "$OBJECTS_CI/apt.log" >&2
                exit 1
            fi
            apt-get update -qq >/dev/null 2>&1 || true
        done
    fi
    if [ ! -e "$azurite/node_modules/.bin/azurite-blob" ]; then
        mkdir -p "$azurite"
        (cd "$azurite" && npm install --silent --no-audit --no-fund azurite@3.37.0 >"$OBJECTS_CI/npm.log" 2>&1)
    fi
}

# No authentication between the daemons: then the gateway must not ask for encryption to the monitor, which it does by default. Still librados wants to find a key.
configure() {
    cat >"$conf" <<END
[global]
fsid = $(cat /proc/sys/kernel/random/uuid)
mon_host = [v2:127.0.0.1:$1]
public_addr = 127.0.0.1
cluster_addr = 127.0.0.1
ms_bind_msgr1 = false
auth_cluster_required = none
auth_service_required = none
auth_client_required = none
run_dir = $ceph/run
admin_socket = $ceph/run/\$name.asok
log_file = $ceph/log/\$name.log
keyring = $ceph/keyring
mon_data = $ceph/mon
mon_data_avail_warn = 1
mon_allow_pool_size_one = true
mon_max_pg_per_osd = 1000
osd_data = $ceph/osd
osd_objectstore = memstore
memstore_device_bytes = ${OBJECTS_BYTES:-4294967296}
osd_pool_default_size = 1
osd_pool_default_min_size = 1
osd_pool_default_pg_num = 4
osd_pool_default_pg_autoscale_mode = off
osd_crush_chooseleaf_type = 0
osd_heartbeat_grace = 60
[client.rgw]
ms_mon_client_mode = crc
rgw_frontends = beast endpoint=127.0.0.1:$2
rgw_thread_pool_size = 32
rgw_enable_gc_threads = false
rgw_enable_usage_log = false
END
}

listens() {
    local i
    for i in $(seq 600); do
        if (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null; then
            return
        fi
        sleep 0.1
    done
    echo "nobody listens on port $1" >&2
    return 1
}

start_s3() {
    radosgw -c "$conf" -n client.rgw --pid-file "$ceph/run/rgw.pid" >/dev/null 2>&1
    listens "$(cat "$OBJECTS_CI/s3.port")"
}

# Ends a process of ours, known by the file that it was started with.
end() {
    local pid
    [ -s "$1" ] || return 0
    pid=$(cat "$1")
    if tr '\0' ' ' <"/proc/$pid/cmdline" 2>/dev/null | grep -qF "$OBJECTS_CI"; then
        kill "-${2:-TERM}" "$pid" 2>/dev/null || true
        for _ in $(seq 50); do
            [ -d "/proc/$pid" ] || break
            sleep 0.1
        done
        kill -KILL "$pid" 2>/dev/null || true
    fi
    rm -f "$1"
}

up() {
    local ports id number
    mkdir -p "$ceph"/{run,log,mon,osd} "$OBJECTS_CI/blobs"
    install
    ports=$(free_ports)
    configure "$ports" "$((ports + 1))"
    echo "$((ports + 1))" >"$OBJECTS_CI/s3.port"
    ceph-authtool --create-keyring "$ceph/keyring" --gen-key -n client.rgw >/dev/null
    ceph-authtool "$ceph/keyring" --gen-key -n client.admin >/dev/null
    monmaptool --create --fsid "$(sed -n 's/^fsid = //p' "$conf")" --addv a "[v2:127.0.0.1:$ports]" "$ceph/monmap" >/dev/null
    ceph-mon -c "$conf" --mkfs -i a --monmap "$ceph/monmap" >/dev/null 2>&1
    ceph-mon -c "$conf" -i a --pid-file "$ceph/run/mon.pid" >/dev/null 2>&1
    id=$(cat /proc/sys/kernel/random/uuid)
    number=$(timeout 60 ceph -c "$conf" --connect-timeout 30 osd new "$id" 2>/dev/null)
    ceph-osd -c "$conf" -i "$number" --mkfs --osd-uuid "$id" >/dev/null 2>&1
    ceph-osd -c "$conf" -i "$number" --pid-file "$ceph/run/osd.pid" >/dev/null 2>&1
    start_s3
    radosgw-admin -c "$conf" user create --uid=ci --display-name=ci --access-key="$access" --secret-key="$secret" >/dev/null 2>"$ceph/log/admin.log"

    node "$azurite/node_modules/.bin/azurite-blob" --blobHost 127.0.0.1 --blobPort "$((ports + 2))" --location "$OBJECTS_CI/blobs" --silent --disableTelemetry --skipApiVersionCheck \
        >"$OBJECTS_CI/azurite.log" 2>&1 &
    echo $! >"$OBJECTS_CI/azurite.pid"
    listens "$((ports + 2))"

    # The account and the key are those that the emulator's documentation names.
    cat >"$OBJECTS_CI/environment" <<END
export AWS_ENDPOINT_URL_S3=http://127.0.0.1:$((ports + 1))
export AWS_ACCESS_KEY_ID=$access
export AWS_SECRET_ACCESS_KEY=$secret
export AZURE_STORAGE_CONNECTION_STRING='DefaultEndpointsProtocol=http;AccountName=devstoreaccount1;AccountKey=Eby8vdM02xNOcqFlqUwJPLlmEtlCDXJ1OUzFT50uSRZ6IFsuFq2UVErCz4I6tq/K1SZFPTOtr/KBHBeksoGMGw==;BlobEndpoint=http://127.0.0.1:$((ports + 2))/devstoreaccount1;'
END
}

down() {
    end "$OBJECTS_CI/azurite.pid"
    end "$ceph/run/rgw.pid"
    end "$ceph/run/osd.pid"
    end "$ceph/run/mon.pid"
    rm -rf "$OBJECTS_CI"
}

case ${1:-} in
    up) up ;;
    stop-s3) end "$ceph/run/rgw.pid" KILL ;;
    start-s3) start_s3 ;;
    down) down ;;
    *) sed -n '2,/^set/p' "$0" | sed '$d' >&2; exit 2 ;;
esac
