#!/bin/sh
# The same again and again: each lesson's judge on the lesson and on its solution, while every core
# is busy. Each output must be the first one, byte for byte.
#
#     tests/sim/repeat.sh build/release 1000
#
# Exit codes: 0 all were the same, 1 one differed (it is kept, and named), 2 nothing was compared.
set -u

build=${1:-} times=${2:-1000}
case $times in '' | *[!0-9]* | 0) echo "repeat: '$times' is no number of times" >&2; exit 2 ;; esac
if ! ls "$build"/tests/lessons/judge_* >/dev/null 2>&1; then
    echo "repeat: there are no judges in '$build/tests/lessons'. Build it first." >&2
    echo "usage: tests/sim/repeat.sh BUILD_TREE [TIMES]" >&2
    exit 2
fi
folder=$(mktemp -d) || exit 2
cores=$(getconf _NPROCESSORS_ONLN 2>/dev/null || echo 2)
loads=
end_loads() {
    for pid in $loads; do kill "$pid" 2>/dev/null; done
    wait
}
trap 'end_loads' EXIT
trap 'exit 2' INT TERM
for _ in $(seq "$cores"); do
    sh -c 'while :; do :; done' &
    loads="$loads $!"
done

# The lesson breaks something at once, so it is judged whole; the solution in one unlucky moment.
judged() { # judge module more...
    program=$1 module=$2
    shift 2
    "$program" --module "$module" "$@" 2>&1
    echo "exit code $?"
}

runs=0
for program in "$build"/tests/lessons/judge_*; do
    slug=${program##*/judge_}
    for variant in lessons solutions; do
        for module in "$build/$variant/$slug"/*.zero.so; do :; done
        more=$([ $variant = lessons ] || echo --deviations 1)
        first=$folder/$variant.$slug.first
        judged "$program" "$module" $more >"$first"
        grep -q '^exit code [01]$' "$first" || { cat "$first" >&2; exit 2; }
        for turn in $(seq 2 "$times"); do
            judged "$program" "$module" $more >"$folder/again"
            if ! cmp -s "$first" "$folder/again"; then
                mv "$folder/again" "$folder/$variant.$slug.$turn"
                echo "repeat: $variant/$slug is another in turn $turn: diff $first $folder/$variant.$slug.$turn"
                exit 1
            fi
        done
        runs=$((runs + times))
        echo "$variant/$slug: $times times the same, $(wc -c <"$first") bytes"
    done
done
rm -r "$folder"
echo "All $runs outputs were as expected, with $cores busy processes beside them."
