# Sourced: sets jdk to the home of a JDK 25, or says that there is none and exits with 6.

is_jdk25() {
  [ -x "$1/bin/javac" ] && grep -q '^JAVA_VERSION="25[."]' "$1/release" 2>/dev/null
}

# The home of the java on the path, through its links.
java_home_on_path() {
  found=$(command -v java) || return 0
  found=$(readlink -f "$found" 2>/dev/null) || return 0
  dirname "$(dirname "$found")"
}

jdk=
for candidate in "${JAVA_HOME-}" "${JDK_HOME-}" "$(java_home_on_path)" "${JAVA25_HOME-}" "${JAVA_HOME_25_X64-}" \
  /usr/lib/jvm/* /usr/java/* /opt/java/* /opt/jdk* /Library/Java/JavaVirtualMachines/*/Contents/Home \
  "${HOME-}"/.sdkman/candidates/java/* "${HOME-}"/.jdks/* "${HOME-}"/.asdf/installs/java/* \
  "${HOME-}"/.local/share/mise/installs/java/* "${HOME-}"/.jbang/cache/jdks/*; do
  if is_jdk25 "$candidate"; then
    jdk=$candidate
    break
  fi
done
if [ -z "$jdk" ]; then
  echo "ketwright: needs JDK 25 and finds none; install one (https://adoptium.net) and set JAVA_HOME to it" >&2
  exit 6
fi
