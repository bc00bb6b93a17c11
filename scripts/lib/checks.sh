# shellcheck shell=bash
# Counts checks. Sourced by scripts/test.

passed=0 failed=0 skipped=0

# count PASSED FAILED SKIPPED
count() {
    passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
}

fail() {
    count 0 1 0
    echo "FAILED: $1"
}

# check NAME COMMAND…: one check, by its exit code.
check() {
    local name=$1
    shift
    echo "== $name"
    if "$@"; then count 1 0 0; else fail "$name"; fi
}

# run_ctest NAME COMMAND…: a ctest command; as many checks as it has tests.
run_ctest() {
    local name=$1 report all good left_out
    shift
    report=$(mktemp)
    echo "== $name"
    "$@" --output-on-failure --no-tests=ignore --output-junit "$report"
    all=$(grep -c '<testcase ' "$report")
    good=$(grep -c '<testcase .*status="run"' "$report")
    left_out=$(grep -c '<skipped message="SKIP_' "$report")
    count "$good" $((all - good - left_out)) "$left_out"
    grep -q '<testsuite ' "$report" || fail "$name gave no report"
    rm -f "$report"
}

# summary_of FILE: the last "N passed, N failed, N skipped" in it as three numbers.
summary_of() {
    sed -nE 's/^([0-9]+) passed, ([0-9]+) failed(, ([0-9]+) skipped)?$/\1 \2 \4/p' "$1" | tail -n 1
}

# summed NAME COMMAND…: a program that ends with such a line; each of its checks counts. It brings its own time limit.
summed() {
    local name=$1 output good bad left_out
    shift
    output=$(mktemp)
    echo "== $name"
    "$@" 2>&1 | tee "$output"
    local status=${PIPESTATUS[0]}
    read -r good bad left_out <<<"$(summary_of "$output")"
    rm -f "$output"
    if [ -z "$bad" ]; then
        fail "$name gave no result"
        return
    fi
    count "$good" "$bad" "${left_out:-0}"
    [ $status -eq 0 ] || [ "$bad" -gt 0 ] || [ "${left_out:-0}" -gt 0 ] || fail "$name ended with $status"
}

# reaches PERCENT NAME COMMAND…: such a program as one check: at least that share of its cases passes.
reaches() {
    local percent=$1 name=$2 output good bad left_out
    shift 2
    output=$(mktemp)
    echo "== $name (at least $percent %)"
    timeout 20m "$@" >"$output" 2>&1
    tail -n 1 "$output"
    read -r good bad left_out <<<"$(summary_of "$output")"
    if [ -n "$bad" ] && [ "$good" -gt 0 ] && [ $((good * 100)) -ge $(((good + bad) * percent)) ]; then
        count 1 0 0
    else
        tail -n 20 "$output"
        fail "$name"
    fi
    rm -f "$output"
}
