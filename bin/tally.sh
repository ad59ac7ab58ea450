# Sourced by bin/suite.sh: runs what checks something, adds up what it counted, and says the sums in the last line.

passed=0 failed=0
mkdir -p build/logs
at_exit report

# Also when a step before the suite failed: nothing that went wrong may end in "0 failed".
report() {
    if [ "$exit_code" != 0 ] && [ "$failed" = 0 ]; then failed=1; fi
    if [ "$failed" != 0 ] && [ "$exit_code" = 0 ]; then exit_code=1; fi
    echo "$passed passed, $failed failed"
}

# The cases that passed and failed in the output of GoogleTest, of Vitest, or of what ends in "N passed, N failed".
tally() {
    awk '/^\[       OK \] /             { passed++ }
         /^\[  FAILED  \] .* \([0-9]+ ms\)$/ { failed++ }
         /^ +Tests  / { for (i = 3; i <= NF; i++) {
                            if ($i == "passed") passed += $(i - 1)
                            if ($i == "failed") failed += $(i - 1) } }
         /^[0-9]+ passed, [0-9]+ failed$/ { passed += $1; failed += $3 }
         END { print passed + 0, failed + 0 }' "$1"
}

# count "what it is" command...: a command that counts nothing itself is one case. Shows the output of a failure and
# goes on.
count() {
    local name=$1 began=$EPOCHREALTIME code=0 log ok bad
    log=build/logs/${name//[^A-Za-z0-9]/-}.log
    shift
    "$@" >"$log" 2>&1 || code=$?
    read -r ok bad < <(tally "$log")
    if [ "$code" != 0 ] && [ "$bad" = 0 ]; then bad=1; fi
    if [ "$code" = 0 ] && [ "$ok$bad" = 00 ]; then ok=1; fi
    passed=$((passed + ok)) failed=$((failed + bad))
    [ "$bad" = 0 ] || grep -vE '^(\[( RUN      |       OK |-+)\].*)?$' "$log" | tail -n 300 || true
    printf '%-44s %s, %d passed, %d failed\n' "$name" "$(seconds_since "$began")" "$ok" "$bad"
}
