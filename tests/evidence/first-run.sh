#!/usr/bin/env bash
# Tries the first minutes as a stranger would and writes what happened to docs/evidence/first-run.txt: a fresh clone of what is committed, an empty
# environment, an empty package cache, whatever Node stands first in the path. As root it does all of it again as nobody.
# Usage: tests/evidence/first-run.sh [--tests]     --tests: also runs "npm test" while the first start still serves (many minutes)
set -euo pipefail

project=$(cd "$(dirname "$0")/../.." && pwd)
place=$(mktemp -d)
report=$project/docs/evidence/first-run.txt
with_tests=${1:-}
path=$(dirname "$(command -v node)"):/usr/bin:/bin
failures=0
directly=
chmod 755 "$place"
job=''
# Whatever is left of a start that failed is ended with it.
trap 'kill $job 2>/dev/null || true; [ ! -s "$place/report" ] || cp "$place/report" "$report"; rm -rf "$place"' EXIT

now() { date +%s%N; }
seconds_since() { awk -v a="$1" -v b="$(now)" 'BEGIN { printf "%.1f", (b - a) / 1e9 }'; }
say() { printf '%s\n' "$*"; }
# No line of the report knows the machine it was made on.
tidy() { sed -e "s#$clone#.#g" -e "s#$place#TMP#g" -e "s#$project#PROJECT#g"; }
check() { # what, measured, limit
  local verdict=ok
  awk -v m="$2" -v l="$3" 'BEGIN { exit !(m <= l) }' || { verdict="TOO SLOW"; failures=$((failures + 1)); }
  say "  $1: $2 s (limit $3 s): $verdict"
}
demand() { # what, condition as a command
  if "${@:2}"; then say "  $1: ok"; else say "  $1: FAILED"; failures=$((failures + 1)); fi
}

as_user() { # command; in the clone, as the user, with nothing in the environment
  local line="cd '$clone' && $1"
  if [ "$user" = "$(id -un)" ]; then $directly env -i HOME="$home" PATH="$path" sh -c "$line"
  else $directly env -i HOME="$home" PATH="$path" setpriv --reuid="$user" --regid="$(id -g "$user")" --clear-groups sh -c "$line"; fi
}
await() { # file, text, seconds at most
  local until=$((SECONDS + $3))
  until grep -q -- "$2" "$1" 2>/dev/null; do
    [ $SECONDS -lt $until ] || { say "  waited $3 s for \"$2\""; tidy <"$1" | tail -5; return 1; }
    sleep 0.05
  done
}
free() { ! (exec 3<>"/dev/tcp/127.0.0.1/$1") 2>/dev/null && ! (exec 3<>"/dev/tcp/::1/$1") 2>/dev/null; }
port() { sed -n "s/.*\"$1\": \([0-9]*\).*/\1/p" "$clone/.rogatory/practice/config.json"; }
serving() { cut -d' ' -f1 "$clone/.rogatory/practice/lock"; }
begin() { # output file
  # In the place of the shell, so that the process known here is npm and gets the signals.
  directly=exec as_user 'exec npm start' >"$1" 2>&1 &
  job=$!
}
stop_with() { # signal, pid
  local at; at=$(now)
  kill "-$1" "$2"
  until free "$(port relayPort)" && free "$(port webPort)"; do
    [ "$(seconds_since "$at" | cut -d. -f1)" -lt 10 ] || break
    sleep 0.02
  done
  took=$(seconds_since "$at")
  wait "$job" 2>/dev/null || true
}

try_as() {
  user=$1 home=$place/$1-home clone=$place/$1/rogatory
  mkdir -p "$home" "$place/$user"
  git clone -q "$project" "$clone"
  chown -R "$user" "$home" "$place/$user"
  say "=== as $user, Node $(as_user 'node --version') in the path, empty HOME, empty package cache"
  local at; at=$(now)
  as_user 'npm ci' >"$place/out" 2>&1 || { tidy <"$place/out"; say '  npm ci: FAILED'; failures=$((failures + 1)); return; }
  say "  npm ci: $(seconds_since "$at") s"

  at=$(now); begin "$place/first"
  await "$place/first" 'Ctrl-C stops it' 120 || true
  check 'first npm start, until it serves' "$(seconds_since "$at")" 15
  await "$place/first" 'rogatory verify' 60 || true
  say "  ... until the codes are there: $(seconds_since "$at") s. It said:"
  tidy <"$place/first" | sed -e 's/[0-9A-Z]\{4\}\(-[0-9A-Z]\{4\}\)\{4\}/XXXX-XXXX-XXXX-XXXX-XXXX/' -e 's/^/    | /'

  as_user 'npm start' >"$place/twice" 2>&1 && code=0 || code=$?
  demand "started twice: exit code $code, prints the running links" grep -q "http://localhost:$(port webPort)" "$place/twice"
  demand 'the profiles work: npx rogatory inbox' as_user 'npx rogatory inbox --profile norvania --json >/dev/null 2>&1'
  if [ "$with_tests" = --tests ]; then
    as_user 'npm test' >"$place/tests" 2>&1 && code=0 || code=$?
    say "  npm test while the first start serves: exit code $code, $(tail -1 "$place/tests")"
    [ "$code" = 0 ] || failures=$((failures + 1))
  fi
  stop_with TERM "$(serving)"; check 'SIGTERM, until both ports are free' "$took" 2

  at=$(now); begin "$place/second"
  await "$place/second" 'Ctrl-C stops it' 60 || true
  check 'second npm start, until it serves' "$(seconds_since "$at")" 4
  await "$place/second" 'rogatory verify' 60 || true
  stop_with KILL "$(serving)"; say "  kill -9: ports free after $took s, the relay having noticed by itself"
  begin "$place/third"; demand 'starts again after kill -9' await "$place/third" 'Ctrl-C stops it' 60
  await "$place/third" 'rogatory verify' 60 || true
  stop_with TERM "$job"; check 'SIGTERM to npm itself, until both ports are free' "$took" 2

  directly=exec as_user "exec node -e 'require(\"node:net\").createServer().listen($(port relayPort), \"127.0.0.1\")'" &
  local stranger=$!; sleep 1
  as_user 'npm start' >"$place/stranger" 2>&1 && code=0 || code=$?
  demand "a stranger on the port: exit code $code, said so" grep -q CLI_PRACTICE_PORT "$place/stranger"
  grep -A5 '^rogatory:' "$place/stranger" | tidy | sed 's/^/    | /'
  kill "$stranger" 2>/dev/null || true; wait "$stranger" 2>/dev/null || true

  at=$(now); as_user 'npm run demo' >"$place/demo" 2>&1 && code=0 || code=$?
  say "  npm run demo: exit code $code after $(seconds_since "$at") s"; [ "$code" = 0 ] || failures=$((failures + 1))
  for lie in swap-key drop fork backdate replay; do
    as_user "npm run demo -- --lie $lie" >"$place/lie" 2>&1 && code=0 || code=$?
    say "  npm run demo -- --lie $lie: exit code $code"; [ "$code" = 0 ] || failures=$((failures + 1))
    grep -A5 -e CAUGHT -e '^rogatory:' "$place/lie" | sed -e 's#: /.*/alarm.cose#: TMP/alarm.cose#' -e 's/^/    | /' | tidy
  done
  as_user 'npm run reset' >"$place/reset" 2>&1 && code=0 || code=$?
  say "  npm run reset: exit code $code"; [ "$code" = 0 ] || failures=$((failures + 1))
}

{
  say 'The first minutes, tried by tests/evidence/first-run.sh.'
  say "Commit $(git -C "$project" rev-parse --short HEAD), $(date -u '+%-d %B %Y'), $(nproc) processors, load before: $(cut -d' ' -f1 /proc/loadavg)."
  say ''
  try_as "$(id -un)"
  if [ "$(id -u)" = 0 ]; then try_as nobody; fi
  say ''
  say "$failures failed."
} >"$place/report"
cat "$place/report"
[ "$failures" = 0 ]
