# Stops the private test cluster in $1 (with pg_ctl in $2) once nobody used it for $3 minutes; ends with it.
# A client that is still connected keeps it alive. Everything happens under the lock that the tests take, too.
home=$1 pg_ctl=$2 idle=$3
cd / || exit 1
while sleep 20; do
    [ -f "$home/data/postmaster.pid" ] || exit 0
    [ -n "$(find "$home/used" -mmin "-$idle" 2>/dev/null)" ] && continue
    if command -v flock >/dev/null; then
        exec 9>>"$home/lock"
        flock 9
    fi
    if [ -z "$(find "$home/used" -mmin "-$idle" 2>/dev/null)" ]; then
        "$pg_ctl" -D "$home/data" -s -m smart -t 5 -w stop && rm -rf "$home/data" && exit 0
        # Somebody is still connected: no new client may enter a server that is stopping, so end it.
        "$pg_ctl" -D "$home/data" -s -m fast -w stop && rm -rf "$home/data"
        exit 0
    fi
    exec 9>&-
done
