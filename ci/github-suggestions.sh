#!/usr/bin/env bash
# Suggests the fixes of the gate on the lines of a pull request that they are for, each once.
set -euo pipefail

of="repos/$SALLYPORT_REPOSITORY/pulls/$SALLYPORT_PULL_REQUEST"
# What stands there already, on lines that are still in the diff. Anybody may write the mark: only what a bot wrote counts.
known=$(gh api --paginate "$of/comments" \
  --jq '.[] | select(.user.type == "Bot" and .line != null) | .body | split("\n")[0] | select(startswith("<!-- sallyport suggestion "))')
review=$(mktemp)
SALLYPORT_KNOWN=$known node "$SALLYPORT_ACTION/ci/new-suggestions.mjs" "$SALLYPORT_SUGGESTIONS" "$SALLYPORT_HEAD" >"$review"
# It is empty where nothing is new.
[ ! -s "$review" ] || gh api --method POST "$of/reviews" --input "$review" >/dev/null
