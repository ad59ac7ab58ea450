# Sourced by bin/test and bin/ci: the parts of the suite that they have in common.

source bin/tally.sh
source bin/postgres.sh

# The C++ tests, split over the processors. They work in folders and schemas of their own; with KONTOR_TEST_POSTGRESQL
# those that know both databases use that server.
cpp_tests() {
    local shard shards code=0 pids=()
    shards=$(nproc)
    for ((shard = 0; shard < shards; shard++)); do
        GTEST_TOTAL_SHARDS=$shards GTEST_SHARD_INDEX=$shard timeout 1500 build/release/kontor_tests "$@" \
            >"build/logs/shard-$shard" 2>&1 &
        pids+=($!)
    done
    for shard in "${!pids[@]}"; do
        wait "${pids[$shard]}" || { code=$? && echo "Part $((shard + 1)) of $shards ended with code $code."; }
        cat "build/logs/shard-$shard"
    done
    return "$code"
}

page_tests() { NO_COLOR=1 npm test --prefix ui -- --passWithNoTests; }
# The contract is valid for those who read it with programs, and the page's types are made from it.
contract() { node tests/openapi/check.mjs; }
# What the contract promises, asked of the program from outside.
promises() {
    local section
    for section in conventions session lists records batch filters aggregate trail; do
        count "promises of $section on $1" timeout 600 node "tests/contract/$section.mjs"
    done
}
journeys() {
    local journey
    for journey in tests/journeys/*.mjs; do
        [ ! -e "$journey" ] || count "journey ${journey##*/}" timeout 600 node "$journey"
    done
}

run_suite() {
    count "structure" node tests/structure/check.mjs
    count "contract" contract
    count "page tests" page_tests
    unset KONTOR_TEST_POSTGRESQL
    count "tests on SQLite" cpp_tests "$@"
    promises SQLite
    start_postgres
    export KONTOR_TEST_POSTGRESQL=$postgres_url
    count "tests on PostgreSQL" cpp_tests "$@"
    promises PostgreSQL
    unset KONTOR_TEST_POSTGRESQL
    journeys
}
