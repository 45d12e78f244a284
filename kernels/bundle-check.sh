#!/usr/bin/env bash
# Makes target/gpu-bundle, moves it to a folder that knows nothing of this one, starts it there without an environment,
# and says in one line how that went: it must end with 6 and a reason where no card answers, and with 0 and passed tests
# where one does. Ends with 6 without nvcc, and with 4 if anything is wrong.
set -euo pipefail
cd "$(dirname "$0")/.."

bundle=target/gpu-bundle

bad() {
  echo "$1"
  exit 4
}

status=0
said=$(kernels/bundle.sh 2>&1) || status=$?
((status != 6)) || { echo "no nvcc on the path"; exit 6; }
((status == 0)) || bad "is not made: $(tail -n 1 <<<"$said")"
size="$(du -sm "$bundle" | cut -f 1) MiB"

away=$(mktemp -d)
# Back again even if this is interrupted.
back() {
  if [[ -d $away/moved ]]; then
    mv "$away/moved" "$bundle"
  fi
  rm -rf "$away"
}
trap back EXIT
mv "$bundle" "$away/moved"

status=0
said=$(cd "$away" && env -i moved/gpu-check results.json 2>&1) || status=$?
results=$(cat "$away/results.json" 2>/dev/null || true)
reason=$(sed -n 's/^{"card":null,"reason":"\([^"][^"]*\)".*}$/\1/p' <<<"$results")
card=$(sed -n 's/^{"card":"\([^"][^"]*\)".*"tests":{"passed":[1-9][0-9]*,"failed":0,.*}$/\1/p' <<<"$results")
if ((status == 6)) && [[ -n $reason ]]; then
  echo "$size, starts elsewhere without Java or an environment, and ends there with 6: $reason"
elif ((status == 0)) && [[ -n $card ]]; then
  echo "$size, starts elsewhere without Java or an environment, and passes its tests there on $card"
else
  bad "ends elsewhere with $status: $(tail -n 1 <<<"$said")"
fi
