# shellcheck shell=bash
# Bytes that nobody thought of, for the targets of tests/fuzz. Sourced by scripts/test.

# fuzz TARGET SECONDS: from the corpus and what earlier runs added to it. A finding's input stays in build/fuzz/findings.
fuzz() {
    local target=$1 seconds=$2 folder=build/fuzz log status
    local findings=$folder/findings/$target grown=$folder/grown/$target
    mkdir -p "$findings" "$grown"
    log=$folder/$target.log
    timeout $((seconds + 120)) "$folder/bin/$target" -max_total_time="$seconds" -timeout=20 -rss_limit_mb=3000 -max_len=1000 \
        -dict=$folder/corpus.dict -artifact_prefix="$findings/" "$grown" $folder/corpus >"$log" 2>&1
    status=$?
    tail -n 1 "$log"
    [ $status -eq 0 ] && return 0
    grep -E '^(==.*ERROR|SUMMARY|.*runtime error)' "$log" | head -n 5
    echo "$target ended with $status; inputs: $(find "$findings" -type f | tr '\n' ' ')"
    return 1
}

fuzzing() {
    local seconds=15 suites=(../shared/data/feel/*.jsonl) target
    [ -n "${PLUGBOARD_LONG:-}" ] && seconds=${PLUGBOARD_FUZZ_SECONDS:-1800}
    check "configure fuzz" cmake --preset fuzz
    check "build fuzz" cmake --build --preset fuzz -- -k 0
    [ -e "${suites[0]}" ] || suites=()
    check "corpus for fuzzing" /usr/bin/python3 tests/fuzz/make_corpus.py build/fuzz/corpus "${suites[@]}"
    for target in fuzz_feel_parse fuzz_feel_evaluate; do
        check "$target for $seconds s" fuzz $target "$seconds"
    done
}
