#!/usr/bin/env bash
# Writes the comment of the gate on a pull request, in place of the one that an earlier run wrote.
set -euo pipefail

mark='<!-- sallyport gate -->'
of="repos/$SALLYPORT_REPOSITORY/issues"
# Only a comment of this token's own account is replaced: anybody may write the mark.
before=$(gh api --paginate "$of/$SALLYPORT_PULL_REQUEST/comments" \
  --jq ".[] | select(.user.type == \"Bot\" and (.body | startswith(\"$mark\"))) | .id" | head -n 1)
body=$(mktemp)
# GitHub takes 65536 characters.
head -c 60000 "$SALLYPORT_COMMENT" | node -e '
  const chunks = [];
  process.stdin.on("data", (chunk) => chunks.push(chunk)).on("end", () => {
    process.stdout.write(JSON.stringify({ body: Buffer.concat(chunks).toString("utf8") }));
  });
' >"$body"
if [ -n "$before" ]; then
  gh api --method PATCH "$of/comments/$before" --input "$body" >/dev/null
else
  gh api --method POST "$of/$SALLYPORT_PULL_REQUEST/comments" --input "$body" >/dev/null
fi
