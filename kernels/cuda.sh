#!/usr/bin/env bash
# Compiles the kernels of the cuda backend. Each src/main/cuda/*.cu is a module: it is compiled on its own, beside others,
# and only if it or what it includes has changed since.
#
#   cuda.sh ptx FOLDER   makes FOLDER hold what the driver of any card from 2018 on compiles for itself: PTX of each module,
#                        and kernels.txt, which says where each kernel is; nothing without nvcc
#   cuda.sh resources    prints what each kernel takes on cards of today. Without nvcc: status 6
#   cuda.sh host COMPILER FOLDER OPTION...   compiles an object of each module for the host
#
# What is made for cards lies in target/cuda/cards, also for looking at: MODULE.ptx, MODULE.sm_90.cubin and the log of
# ptxas, MODULE.sm_90.log.
set -euo pipefail
cd "$(dirname "$0")"

sources=src/main/cuda
made=target/cuda/cards
cards=(sm_75 sm_90)
# The language of drivers for CUDA 11.0. nvcc writes its own newest, which older drivers refuse; ptxas checks that the
# kernels need no more than this.
ptx_version=7.0

has_nvcc() {
  command -v nvcc && command -v ptxas
} >/dev/null

# Whether all that was made of a module is newer than what it was made of.
is_current() {
  local newer
  [[ -f $1.made ]] || return 1
  newer=$(find cuda.sh "${1%/*}/compiler" $(grep -o "$sources/[^ ]*" "$1.d") -newer "$1.made" 2>&1) || return 1
  [[ -z $newer ]]
}

# FUNCTION FOLDER ARGUMENT...: calls the function for each module that is stale, as many at a time as there are cores.
# What it makes has a name for the time being; all of it is then renamed.
each_module() {
  local function=$1 folder=$2 source
  shift 2
  mkdir -p "$folder"
  for source in "$sources"/*.cu; do
    source=${source##*/}
    is_current "$folder/${source%.cu}" || echo "${source%.cu}"
  done | xargs -r -P "$(nproc)" -I {} ./cuda.sh module "$function" "$folder/{}" "$@"
}

module() {
  local function=$1 to=$2 file
  shift 2
  local new=$to.$$
  trap "rm -f '$new'.*" EXIT
  # As old as the beginning, so that what changes meanwhile is newer.
  touch "$new.made"
  "$function" "$sources/${to##*/}.cu" "$new" "$@"
  for file in "$new".*; do
    [[ $file == *.made ]] || mv "$file" "$to${file#"$new"}"
  done
  mv "$new.made" "$to.made"
}

# FOLDER VERSION: another compiler makes everything stale.
note_compiler() {
  mkdir -p "$1"
  [[ -f $1/compiler && $(<"$1/compiler") == "$2" ]] || echo "$2" >"$1/compiler"
}

for_cards() {
  local card
  nvcc -std=c++17 -O3 -Werror all-warnings -ptx -arch=compute_75 -MD -MF "$2.d" -o "$2.ptx" "$1"
  # Hints of newer languages are left out with them.
  sed -i -e "s/^\.version .*/.version $ptx_version/" -e '/^[[:space:]]*\.pragma "used_bytes_mask/d' "$2.ptx"
  for card in "${cards[@]}"; do
    ptxas -v -Werror -arch="$card" -o "$2.$card.cubin" "$2.ptx" >"$2.$card.log" 2>&1 || {
      cat "$2.$card.log" >&2
      return 1
    }
  done
}

make_for_cards() {
  note_compiler "$made" "$(nvcc --version)"
  each_module for_cards "$made"
}

for_host() {
  local source=$1 new=$2 compiler=$3
  shift 3
  "$compiler" -x c++ -std=c++17 -O1 -g1 -fPIC -Wall -Wextra -Werror -MMD -MF "$new.d" "$@" -c -o "$new.o" "$source"
}

host() {
  local compiler=$1 folder=$2
  shift 2
  note_compiler "$folder" "$("$compiler" --version) $*"
  each_module for_host "$folder" "$compiler" "$@"
}

ptx() {
  local folder=$1 file name
  if ! has_nvcc; then
    echo "kernels: no nvcc on the path, so this build runs on processors alone; for kernels for cards put the nvcc of" \
      "a CUDA toolkit, 12.0 or newer, on the path and build again" >&2
    return
  fi
  make_for_cards
  rm -rf "$folder"
  mkdir -p "$folder"
  for file in "$sources"/*.cu; do
    name=${file##*/}
    cp -p "$made/${name%.cu}.ptx" "$folder"
  done
  # The smallest module first: what a driver compiles soonest.
  for file in $(ls -Sr "$folder"); do
    sed -n "s/^\.visible \.entry \([^(]*\)(.*/\1 ${file%.ptx}/p" "$folder/$file"
  done >"$made/kernels.txt"
  mv "$made/kernels.txt" "$folder"
}

# The logs of ptxas for a card as rows of a table: kernel, registers, bytes spilled and stack.
rows() {
  awk '
    /Compiling entry function/ { split($0, part, "\047"); name = part[2] }
    /bytes stack frame/ { stack = $1; spill = $5 + $9 }
    /Used [0-9]+ registers/ {
      match($0, /Used [0-9]+/); registers = substr($0, RSTART + 5, RLENGTH - 5)
      printf "| `%s` | %d | %d | %d |\n", name, registers, spill, stack
    }' "$@" | sort
}

resources() {
  local card file logs
  if ! has_nvcc; then
    echo "kernels: no nvcc on the path" >&2
    return 6
  fi
  make_for_cards
  cat <<HEAD
# What the kernels take

Written by \`kernels/cuda.sh resources\`; a test says when it is stale. From the PTX in the jar, as drivers do, by ptxas
$(ptxas --version | sed -n 's/.*release \([0-9.]*\), .*/\1/p') with \`-O3\`. A block has 256 threads, so a kernel of up to
255 registers a thread fits every card. Bytes spilled and the stack are of one thread; nothing is in static shared memory. Dynamic shared
memory is the same for all kernels of a kind, by the elements (z complex double, c complex single, d real double,
s real single):

| | tiles | scratch and sums |
|---|---|---|
| batches: 2^11 amplitudes z, 2^12 c and d, 2^13 s, in gradients of states and co-states together | 32 KiB | z 10, c and d 6, s 4 KiB |
| passes of several rounds: 2^11 amplitudes z, 2^12 c, d and s, back of states and co-states together | z, c and d 32, s 16 KiB | back 12 KiB |
| trigonometric sums, for each column beyond two | none | d 8, s 4 KiB |
HEAD
  for card in "${cards[@]}"; do
    logs=()
    for file in "$sources"/*.cu; do
      file=${file##*/}
      logs+=("$made/${file%.cu}.$card.log")
    done
    printf '\n## %s\n| kernel | registers | bytes spilled | bytes of stack |\n|---|---|---|---|\n' "$card"
    rows "${logs[@]}"
  done
}

case ${1-} in
  ptx | resources | host | module) "$@" ;;
  *)
    sed -n '5,8s/^#  *//p' "${0##*/}" >&2
    exit 2
    ;;
esac
