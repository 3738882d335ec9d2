#!/usr/bin/env bash
# A real Slurm on one machine: a controller and four nodes on 127.0.0.1, from Debian's packages, without systemd, cgroups and accounting. For tests only; needs root.
#
#   slurm-cluster.sh up            installs what is missing, starts it, waits until every node is idle
#   slurm-cluster.sh crash NODE    kills a node as a power cut does: its daemon and every process of its jobs
#   slurm-cluster.sh start NODE    starts it again
#   slurm-cluster.sh down          ends every daemon and job of it and removes its folder
#
# SLURM_CI is the folder of configuration, state and logs. Afterwards SLURM_CONF=$SLURM_CI/slurm.conf reaches it.
set -euo pipefail
SLURM_CI=${SLURM_CI:?the folder for the cluster}
export SLURM_CONF=$SLURM_CI/slurm.conf
nodes=(node1 node2 node3 node4)

# Five ports in a row on which nobody listens.
free_ports() {
    local port used i
    for port in $(seq 17400 10 18390); do
        used=
        for i in 0 1 2 3 4; do
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
    for command in slurmctld slurmd sbatch munged; do
        command -v "$command" >/dev/null || missing=1
    done
    [ -n "${missing:-}" ] || return 0

    # 101 keeps the packages' own services from starting.
    local policy=/usr/sbin/policy-rc.d ours=
    if [ ! -e "$policy" ]; then
        printf '#!/bin/sh\nexit 101\n' >"$policy"
        chmod +x "$policy"
        ours=1
    fi
    for attempt in 1 2 3; do
        if DEBIAN_FRONTEND=noninteractive apt-get install -y -qq --no-install-recommends -o DPkg::Lock::Timeout=120 \
            slurmctld slurmd slurm-client munge >"$SLURM_CI/log/apt.log" 2>&1; then
            break
        fi
        if [ "$attempt" = 3 ]; then
            tail -n 20 "$SLURM_CI/log/apt.log" >&2
            exit 1
        fi
        apt-get update -qq >/dev/null 2>&1 || true
    done
    [ -z "$ours" ] || rm -f "$policy"
}

configure() {
    local host port
    host=$(hostname -s)
    port=$(free_ports)
    (umask 077 && head -c 1024 /dev/urandom >"$SLURM_CI/munge/key")
    cat >"$SLURM_CONF" <<CONF
ClusterName=ci
SlurmctldHost=$host(127.0.0.1)
SlurmctldPort=$port
SlurmUser=root
SlurmdUser=root
# Without these the daemons listen on every interface.
CommunicationParameters=NoInAddrAny,NoCtldInAddrAny
AuthType=auth/munge
CredType=cred/munge
# cred_expire is also how long a job that was requeued is held back; 120 seconds by default.
AuthInfo=socket=$SLURM_CI/run/munge.sock,cred_expire=5
StateSaveLocation=$SLURM_CI/state
SlurmdSpoolDir=$SLURM_CI/spool/%n
SlurmctldPidFile=$SLURM_CI/run/slurmctld.pid
SlurmdPidFile=$SLURM_CI/run/%n.pid
SlurmctldLogFile=$SLURM_CI/log/slurmctld.log
SlurmdLogFile=$SLURM_CI/log/%n.log
# No cgroups.
ProctrackType=proctrack/linuxproc
TaskPlugin=task/none
JobAcctGatherType=jobacct_gather/none
MpiDefault=none
SwitchType=switch/none
# Nodes may claim more processors than there are.
SlurmdParameters=config_overrides
SelectType=select/cons_tres
SelectTypeParameters=CR_CPU
SchedulerType=sched/backfill
SchedulerParameters=sched_interval=2,sched_min_interval=0,bf_interval=2,batch_sched_delay=0,kill_invalid_depend
# Small, so that stages need several windows.
MaxArraySize=${SLURM_CI_ARRAY:-6}
MinJobAge=3600
SlurmdTimeout=5
KillWait=5
JobRequeue=1
ReturnToService=2
AccountingStorageType=accounting_storage/none
JobCompType=jobcomp/none
CONF
    local i=0
    for node in "${nodes[@]}"; do
        i=$((i + 1))
        echo "NodeName=$node NodeHostname=$host NodeAddr=127.0.0.1 Port=$((port + i)) CPUs=2 RealMemory=4000 State=UNKNOWN" >>"$SLURM_CONF"
    done
    echo "PartitionName=main Nodes=$(IFS=,; echo "${nodes[*]}") Default=YES MaxTime=INFINITE State=UP OverSubscribe=NO" >>"$SLURM_CONF"
}

idle() {
    [ "$(timeout 5 sinfo --noheader --Node --states=idle --format=%N 2>/dev/null | sort -u | wc -l)" = "${#nodes[@]}" ]
}

up() {
    [ "$(id -u)" = 0 ] || { echo "slurm-cluster.sh: run as root" >&2; exit 1; }
    down
    mkdir -p "$SLURM_CI"/{run,log,state,spool,munge}
    chmod 700 "$SLURM_CI/munge"
    install
    configure
    munged --force --key-file="$SLURM_CI/munge/key" --socket="$SLURM_CI/run/munge.sock" --pid-file="$SLURM_CI/run/munged.pid" \
        --log-file="$SLURM_CI/log/munged.log" --seed-file="$SLURM_CI/munge/seed" 2>"$SLURM_CI/log/munged.start.log"
    slurmctld -i
    for node in "${nodes[@]}"; do
        mkdir -p "$SLURM_CI/spool/$node"
        slurmd -N "$node"
    done
    for _ in $(seq 300); do
        idle && return 0
        sleep 0.2
    done
    sinfo --Node --long >&2 || true
    tail -n 5 "$SLURM_CI"/log/*.log >&2
    echo "slurm-cluster.sh: the nodes did not come up" >&2
    exit 1
}

# A process and all below it.
tree() {
    local child
    echo "$1"
    for child in $(cat "/proc/$1/task/"*/children 2>/dev/null); do
        tree "$child"
    done
}

# The step daemons of this cluster, of one node or of all; they carry the configuration's path in their environment, and a node's spool folder holds a socket for each.
steps() {
    local process id socket job
    for process in /proc/[0-9]*; do
        id=${process#/proc/}
        { tr '\0' ' ' <"$process/cmdline"; } 2>/dev/null | grep -q '^slurmstepd: ' || continue
        { tr '\0' '\n' <"$process/environ"; } 2>/dev/null | grep -qxF "SLURM_CONF=$SLURM_CONF" || continue
        if [ $# = 0 ]; then
            echo "$id"
            continue
        fi
        for socket in "$SLURM_CI/spool/$1/$1"_*; do
            [ -S "$socket" ] || continue
            job=${socket##*_}
            if { tr '\0' ' ' <"$process/cmdline"; } 2>/dev/null | grep -qF "[${job%%.*}."; then
                echo "$id"
            fi
        done
    done | sort -u
}

crash() {
    local step doomed
    doomed=$(cat "$SLURM_CI/run/$1.pid")
    for step in $(steps "$1"); do
        doomed="$doomed $(tree "$step" | tr '\n' ' ')"
    done
    # shellcheck disable=SC2086
    kill -KILL $doomed 2>/dev/null || true
    rm -f "$SLURM_CI/spool/$1/$1"_* "$SLURM_CI/run/$1.pid"
}

down() {
    local file id step doomed=()
    for file in "$SLURM_CI"/run/*.pid; do
        [ -s "$file" ] || continue
        id=$(cat "$file")
        # A pid may have been given to another program since.
        if { tr '\0' ' ' <"/proc/$id/cmdline"; } 2>/dev/null | grep -qE '(slurmd|slurmctld|munged) '; then
            doomed+=("$id")
        fi
    done
    if [ -d "$SLURM_CI" ]; then
        for step in $(steps); do
            for id in $(tree "$step"); do
                doomed+=("$id")
            done
        done
    fi
    if [ ${#doomed[@]} -gt 0 ]; then
        kill -TERM "${doomed[@]}" 2>/dev/null || true
        for _ in $(seq 50); do
            kill -0 "${doomed[@]}" 2>/dev/null || break
            sleep 0.1
        done
        kill -KILL "${doomed[@]}" 2>/dev/null || true
    fi
    rm -rf "$SLURM_CI"
}

case ${1:-} in
    up) up ;;
    crash) crash "${2:?a node}" ;;
    start) mkdir -p "$SLURM_CI/spool/$2" && slurmd -N "$2" ;;
    down) down ;;
    *) sed -n '2,10p' "$0"; exit 2 ;;
esac
