#!/usr/bin/env bash
# Compiles the kernels of the cuda backend with nvcc.
#
#   cuda.sh ptx FILE          what the driver of any card from 2018 on compiles for itself; nothing without nvcc
#   cuda.sh resources FOLDER  compiles for the cards of today, warnings as errors, and prints what each kernel takes;
#                             keeps what it made in FOLDER. Without nvcc: status 6
set -euo pipefail
cd "$(dirname "$0")"

source=src/main/cuda/ketwright.cu
cards=(sm_75 sm_90)
# The language of drivers for CUDA 11.0. nvcc writes its own newest, which older drivers refuse; ptxas checks that the
# kernels need no more than this.
ptx_version=7.0
flags=(-std=c++17 -O3 -Werror all-warnings)

has_nvcc() {
  command -v nvcc && command -v ptxas
} >/dev/null

is_current() {
  [[ -f $1 && -z $(find src/main/cuda cuda.sh -newer "$1") ]]
}

ptx() {
  local file=$1
  if ! has_nvcc; then
    echo "kernels: no nvcc on the path, so this build runs on processors alone; for kernels for cards put the nvcc of" \
      "a CUDA toolkit, 12.0 or newer, on the path and build again" >&2
    return
  fi
  if is_current "$file"; then return; fi
  mkdir -p "$(dirname "$file")"
  local made=$file.$$
  nvcc "${flags[@]}" -ptx -arch=compute_75 -o "$made" "$source"
  # Hints of newer languages are left out with them.
  sed -i -e "s/^\.version .*/.version $ptx_version/" -e '/^[[:space:]]*\.pragma "used_bytes_mask/d' "$made"
  for card in "${cards[@]}"; do
    ptxas -arch="$card" --output-file /dev/null "$made"
  done
  mv "$made" "$file"
}

# The log of ptxas as rows of a table: kernel, registers, bytes spilled, static shared memory and stack.
rows() {
  awk '
    /Compiling entry function/ { split($0, part, "\047"); name = part[2] }
    /bytes stack frame/ { stack = $1; spill = $5 + $9 }
    /Used [0-9]+ registers/ {
      match($0, /Used [0-9]+/); registers = substr($0, RSTART + 5, RLENGTH - 5)
      printf "| `%s` | %d | %d | %d |\n", name, registers, spill, stack
    }' "$1" | sort
}

resources() {
  local folder=$1
  if ! has_nvcc; then
    echo "kernels: no nvcc on the path" >&2
    return 6
  fi
  mkdir -p "$folder"
  local card
  for card in "${cards[@]}"; do
    if ! is_current "$folder/$card.log"; then
      nvcc "${flags[@]}" -cubin -arch="$card" -Xptxas -v,-Werror -o "$folder/$card.cubin" "$source" \
        >"$folder/$card.new" 2>&1 || { cat "$folder/$card.new" >&2; return 1; }
      mv "$folder/$card.new" "$folder/$card.log"
    fi
  done
  cat <<HEAD
# What the kernels take

Written by \`kernels/cuda.sh resources\`; a test says when it is stale. Compiled by nvcc
$(nvcc --version | sed -n 's/.*release \([0-9.]*\), .*/\1/p') with \`-O3\`. A block has 256 threads, so a kernel of up to
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
    printf '\n## %s\n| kernel | registers | bytes spilled | bytes of stack |\n|---|---|---|---|\n' "$card"
    rows "$folder/$card.log"
  done
}

case ${1-} in
  ptx) ptx "$2" ;;
  resources) resources "$2" ;;
  *)
    sed -n '4,6s/^#  *//p' "$0" >&2
    exit 2
    ;;
esac
