#!/usr/bin/env bash
# Makes target/gpu-bundle: what proves the cuda backend on a machine that has a card, a driver and nothing else. It holds
# a Java runtime, the kernels for cards, the contract tests and the benchmarks. Copy the folder there and start
# gpu-check; it writes results.json.
set -euo pipefail
cd "$(dirname "$0")/.."

. .mvn/jdk25.sh
export JAVA25_HOME=$jdk
bundle=target/gpu-bundle
most_mebibytes=60

if ! command -v nvcc >/dev/null; then
  echo "gpu-bundle: no nvcc on the path, so there would be no kernels for cards in it; put the nvcc of a CUDA toolkit," \
    "12.0 or newer, on the path" >&2
  exit 6
fi

mvn -B -q -Dstyle.color=never -pl kernels -DskipTests package dependency:copy-dependencies \
  -DincludeScope=test -DoutputDirectory=target/gpu-lib -Dmdep.useBaseVersion=true >&2

rm -rf "$bundle"
mkdir -p "$bundle/lib" "$bundle/classes"
cp kernels/target/ketwright-kernels-*.jar kernels/target/gpu-lib/*.jar "$bundle/lib/"
cp -r kernels/target/test-classes/. "$bundle/classes/"

# The compilers among JCuda's libraries are not used, and many times as large as the others.
natives=$(echo "$bundle"/lib/jcuda-natives-*.jar)
if command -v zip >/dev/null; then
  zip -q -d "$natives" 'lib/libJNvPTXCompiler*' 'lib/libJNvrtc*' >/dev/null
fi

options=$(sed -e '/^#/d' -e '/^$/d' -e '/CompileCommand/d' -e '/^-Dorg.bytedeco/d' jvm.options | tr '\n' ' ')
"$jdk/bin/jlink" --add-modules java.base,java.logging,java.management,jdk.incubator.vector,jdk.unsupported \
  --strip-debug --no-header-files --no-man-pages --compress zip-9 "--add-options=$options" \
  --output "$bundle/runtime" 2> >(grep -v 'incubat' >&2)

cat >"$bundle/gpu-check" <<'START'
#!/bin/sh
# Tests and measures the cuda backend on this machine's card. Results go to the file named, or to results.json. Ends with
# 6 where no card answers, and with 4 if a test fails.
here=$(dirname -- "$0")
exec "$here/runtime/bin/java" -cp "$here/classes:$here/lib/*" org.ketwright.kernels.CardRun "${1:-results.json}"
START
chmod +x "$bundle/gpu-check"

size=$(du -sm "$bundle" | cut -f 1)
echo "$bundle: $size MiB" >&2
if ((size >= most_mebibytes)); then
  echo "gpu-bundle: must stay under $most_mebibytes MiB" >&2
  exit 4
fi
