# Sourced by every command here: goes to the repository's root, finds the project's own Node.js, prints timed steps.

cd "$(dirname "${BASH_SOURCE[0]}")/.." || exit 1
root=$PWD
export PATH="$root/.tools/node_modules/.bin:$PATH"
exit_actions=()

# What a step leaves behind it cleans up here, also after Ctrl-C: the last one first. An action may change exit_code.
at_exit() { exit_actions=("$1" "${exit_actions[@]}"); }
run_exit_actions() {
    exit_code=$?
    trap - EXIT
    local action
    for action in "${exit_actions[@]}"; do "$action"; done
    exit "$exit_code"
}
trap run_exit_actions EXIT
trap 'exit 130' INT
trap 'exit 143' TERM

seconds_since() {
    local now=${EPOCHREALTIME//[!0-9]/} then=${1//[!0-9]/}
    local tenths=$(((now - then) / 100000))
    printf '%d.%d s' $((tenths / 10)) $((tenths % 10))
}

# step "what it does" command...: quiet when all is well, the whole output and the end when not. The command runs in a
# subshell that stops at its first error.
step() {
    local name=$1 began=$EPOCHREALTIME log code
    shift
    log=$(mktemp)
    set +e
    (set -e && NO_COLOR=1 "$@") >"$log" 2>&1
    code=$?
    set -e
    [ "$code" = 0 ] || cat "$log"
    rm -f "$log"
    if [ "$code" = 0 ]; then
        printf '%-44s %s\n' "$name" "$(seconds_since "$began")"
    else
        printf '%-44s FAILED after %s: %s\n' "$name" "$(seconds_since "$began")" "$*"
        exit 1
    fi
}

as_root() { if [ "$(id -u)" = 0 ]; then "$@"; else sudo "$@"; fi; }
