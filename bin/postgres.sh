# Sourced where a PostgreSQL is needed: starts one of our own in a temporary folder and takes it away again at exit.
# It keeps nothing, so it never waits for the disk.

postgres_programs=/usr/lib/postgresql/15/bin
postgres_folder=
postgres_url=

# PostgreSQL refuses to run as root: then the user that its package made runs it.
as_postgres() { if [ "$(id -u)" = 0 ]; then runuser -u postgres -- "$@"; else "$@"; fi; }

start_postgres() {
    postgres_folder=$(mktemp -d)
    at_exit stop_postgres
    step "start PostgreSQL" launch_postgres
    postgres_url=$(cat "$postgres_folder/url")
}

launch_postgres() {
    local port try
    chmod 755 "$postgres_folder"
    [ "$(id -u)" != 0 ] || chown postgres "$postgres_folder"
    cd "$postgres_folder" # a folder that the other user may enter
    as_postgres "$postgres_programs/initdb" -D "$postgres_folder/data" -U kontor -A trust --no-sync \
        --encoding=UTF8 --locale=C.UTF-8
    printf '%s\n' "listen_addresses = '127.0.0.1'" "unix_socket_directories = '$postgres_folder'" \
        "max_connections = 300" "fsync = off" "synchronous_commit = off" "full_page_writes = off" \
        >>"$postgres_folder/data/postgresql.conf"
    for try in 1 2 3 4 5 6 7 8; do
        port=$((20000 + RANDOM % 12000))
        if as_postgres "$postgres_programs/pg_ctl" -D "$postgres_folder/data" -l "$postgres_folder/log" -w \
            -o "-p $port" start; then
            echo "postgresql://kontor@127.0.0.1:$port/postgres" >"$postgres_folder/url"
            return
        fi
    done
    cat "$postgres_folder/log"
    return 1
}

stop_postgres() {
    [ ! -e "$postgres_folder/data/postmaster.pid" ] ||
        (cd / && as_postgres "$postgres_programs/pg_ctl" -D "$postgres_folder/data" -m immediate stop >/dev/null)
    rm -rf "$postgres_folder"
}
