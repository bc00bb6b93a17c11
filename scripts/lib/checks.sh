# Counts checks. Sourced by scripts/test.

passed=0 failed=0 skipped=0

# count PASSED FAILED SKIPPED
count() {
    passed=$((passed + $1)) failed=$((failed + $2)) skipped=$((skipped + $3))
}

# check NAME COMMAND…: one check, by its exit code.
check() {
    local name=$1
    shift
    echo "== $name"
    if "$@"; then count 1 0 0; else
        count 0 1 0
        echo "FAILED: $name"
    fi
}

# run_ctest FOLDER [CTEST ARGUMENTS…]: as many checks as there are tests.
run_ctest() {
    local folder=$1 report
    shift
    report=$(mktemp)
    ctest --test-dir "$folder" --output-on-failure "$@" 2>&1 | tee "$report"
    local all bad
    all=$(sed -nE 's/.* ([0-9]+) tests failed out of ([0-9]+)$/\2/p' "$report")
    bad=$(sed -nE 's/.* ([0-9]+) tests failed out of ([0-9]+)$/\1/p' "$report")
    rm -f "$report"
    if [ -z "$all" ]; then count 0 1 0; else count $((all - bad)) "$bad" 0; fi
}

# summed NAME COMMAND…: a program that ends with "N passed, N failed, N skipped" of its own.
summed() {
    local name=$1 report line
    shift
    echo "== $name"
    report=$(mktemp)
    "$@" 2>&1 | tee "$report"
    line=$(grep -E '^[0-9]+ passed, [0-9]+ failed(, [0-9]+ skipped)?$' "$report" | tail -n 1)
    rm -f "$report"
    if [ -z "$line" ]; then
        count 0 1 0
        echo "FAILED: $name gave no result"
    else
        set -- $(echo "$line" | tr -cd '0-9 ')
        count "$1" "$2" "${3:-0}"
    fi
}
