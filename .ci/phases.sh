# Sourced by .ci/test and .ci/nightly-slice: phases with their times, Maven, modules.

note() { printf 'homeport test: %s\n' "$*"; }

wrong_usage() {
    printf 'homeport test: %s\n' "$*" >&2
    exit 2
}

lacking() {
    printf 'homeport test: %s\n' "$*" >&2
    exit 3
}

now() { date +%s; }

started_at=$(now)
phases=
failures=0

# phase NAME COMMAND...: runs the command, remembers how it ended and how long it took.
phase() {
    name=$1
    shift
    note "--- $name"
    phase_started_at=$(now)
    if "$@"; then
        outcome=passed
    else
        outcome=FAILED
        failures=$((failures + 1))
    fi
    line=$(printf '%-6s %5d s  %s' "$outcome" $(($(now) - phase_started_at)) "$name")
    note "$line"
    phases="$phases$line
"
}

all_passed() { [ "$failures" -eq 0 ]; }

# summary MARKER: what ran, from the reports that are newer than the marker.
summary() {
    note "=== summary"
    printf '%s' "$phases" | while IFS= read -r line; do note "$line"; done
    # shellcheck disable=SC2046 # names of modules have no blanks
    find $(modules) -path '*/target/*-reports/TEST-*.xml' -newer "$1" -exec grep -h '<testsuite ' {} + |
        LC_ALL=C awk '
            function count(key,   found) {
                if (!match($0, " " key "=\"[0-9]+\"")) return 0
                found = substr($0, RSTART, RLENGTH)
                gsub(/[^0-9]/, "", found)
                return found
            }
            { tests += count("tests"); failed += count("failures") + count("errors"); skipped += count("skipped") }
            END { printf "%d tests in %d classes, %d failed, %d skipped\n", tests, NR, failed, skipped }
        ' | while IFS= read -r line; do note "$line"; done
    if all_passed; then
        note "PASSED in $(($(now) - started_at)) s"
    else
        note "FAILED in $(($(now) - started_at)) s"
    fi
}

# The modules that the root pom builds, one a line.
modules() { sed -n 's:^ *<module>\(.*\)</module> *$:\1:p' pom.xml; }

# Maven keeps what it fetches in the home folder. Java takes that from the user database, not from HOME.
prepare_maven() {
    MAVEN_OPTS="${MAVEN_OPTS:-} --enable-native-access=ALL-UNNAMED --sun-misc-unsafe-memory-access=allow"
    export MAVEN_OPTS
    repository_option=
    case $MAVEN_OPTS in *-Dmaven.repo.local=*) return ;; esac
    home=$(getent passwd "$(id -u)" 2>/dev/null | cut -d: -f6)
    home=${home:-${HOME:-}}
    if ! mkdir -p "$home/.m2/repository" 2>/dev/null || ! [ -w "$home/.m2/repository" ]; then
        repository_option=-Dmaven.repo.local=$PWD/.m2
        note "$home/.m2 cannot be written; Maven keeps its files in $PWD/.m2"
    fi
}

maven() {
    mvn --batch-mode --no-transfer-progress -Dstyle.color=never \
        ${repository_option:+"$repository_option"} "$@" </dev/null
}

# Programs that some tests use when they are there, as the Debian packages that hold them.
missing_programs() {
    [ "$(uname -s)" = Linux ] || return 0
    PATH=$PATH:/usr/sbin
    command -v mariadbd >/dev/null || printf 'mariadb-server-core '
    command -v mariadb >/dev/null || printf 'mariadb-client-core '
    command -v strace >/dev/null || printf 'strace '
}

# Never a failure: the tests have a substitute for each of them. The package lists may be missing or old.
install_packages() {
    apt_get install || { apt_get update && apt_get install; } || note "could not install: $missing"
}

apt_get() {
    case $1 in
        # shellcheck disable=SC2086 # a list of package names
        install) set -- install -y --no-install-recommends $missing ;;
    esac
    DEBIAN_FRONTEND=noninteractive timeout 180 apt-get "$@" </dev/null
}
