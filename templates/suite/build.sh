#!/usr/bin/env bash
# Compiles the suite in this folder and packs it into a jar beside the launcher:
#   templates/suite/build.sh            builds LineSuite.java into ./line-suite.jar
set -eu
here="$(cd "$(dirname "${BASH_SOURCE[0]}")" && pwd)"
reprise="${REPRISE_HOME:-$here/../..}"
target="${1:-$reprise/line-suite.jar}"
classes="$(mktemp -d)"
trap 'rm -rf "$classes"' EXIT

javac -proc:none -d "$classes" -cp "$reprise/src/target/lib/*" "$here"/*.java
mkdir -p "$classes/META-INF/services"
echo com.example.line.LineSuite >"$classes/META-INF/services/dev.reprise.envs.task.TaskSuite"
jar --create --file "$target" -C "$classes" .
echo "$target"
