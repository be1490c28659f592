#!/usr/bin/env bash
# Runs the gate in a GitHub workflow (action.yml): the text goes to the log, a summary to the page of the job.
set -euo pipefail

base=${SALLYPORT_BASE:-}
if [ -z "$base" ]; then
  branch=${GITHUB_BASE_REF:-}
  if [ -z "$branch" ]; then
    echo "error: there is no pull request: give the input \"base\"" >&2
    exit 2
  fi
  base="refs/remotes/origin/$branch"
  # A checkout has only what was asked for; its tip is enough to say what is new, "fetch-depth: 0" says it better.
  git rev-parse --verify --quiet "$base^{commit}" >/dev/null ||
    git fetch --no-tags --depth=1 origin "+refs/heads/$branch:$base"
fi

specs=()
while IFS= read -r spec; do
  [ -z "$spec" ] || specs+=("$spec")
done <<<"${SALLYPORT_SPECS:-}"

folder=$(mktemp -d "${RUNNER_TEMP:-/tmp}/sallyport.XXXXXX")
# No line of a description may be taken for a command to the runner.
stop=$(node -p 'crypto.randomUUID()')
echo "::stop-commands::$stop"
code=0
node "$SALLYPORT_ACTION/dist/cli.js" gate "--base=$base" --no-color \
  --format text --format "markdown=$folder/gate.md" --format "json=$folder/gate.json" \
  --format "github=$folder/annotations" --format "github-review=$folder/suggestions.json" \
  -- ${specs[@]+"${specs[@]}"} || code=$?
echo "::$stop::"
# Annotations are commands, which Sallyport writes with all text escaped.
[ ! -f "$folder/annotations" ] || cat "$folder/annotations"

if [ -f "$folder/gate.md" ]; then
  cat "$folder/gate.md" >>"${GITHUB_STEP_SUMMARY:-/dev/null}"
  {
    echo "comment=$folder/gate.md"
    echo "report=$folder/gate.json"
    echo "suggestions=$folder/suggestions.json"
  } >>"${GITHUB_OUTPUT:-/dev/null}"
fi
exit "$code"
