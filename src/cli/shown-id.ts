import path from "node:path";
import { FAILED_TEST } from "../core/failed-test.ts";
import { count } from "../core/prose.ts";
import { ended } from "../core/sentence.ts";
import { UserError } from "../core/user-error.ts";
import { boundaryMeaning } from "../review/boundaries.ts";
import { FAILED_TEST_RATIONALE } from "../review/failed-tests.ts";
import { QUESTION_MEANINGS } from "../review/question-meanings.ts";
import { asOfDate } from "./as-of.ts";
import type { ToDismiss } from "./finding-dismissal.ts";
import { findingNamed, mayBeFindingId, noFinding } from "./named-finding.ts";
import { fileWord, shellWord } from "../report/words/shell-words.ts";
import { plain } from "./opened-register.ts";
import type { Terminal } from "./terminal.ts";

/**
 * What an ID stands for that a review shows and that is no rule: of a finding, a boundary, a question, an issue, an
 * attestation. A description may be named beside the ID of a finding. Nothing for any other words.
 */
export async function shownIdText(words: readonly string[], terminal: Terminal): Promise<readonly string[]> {
  const [first = "", second] = words;
  if (words.length > 2) return [];
  const finding = [first, second].find((word) => word !== undefined && isFindingId(word));
  if (finding !== undefined)
    return [await findingText(finding.toLowerCase(), finding === first ? second : first, terminal)];
  const name = first.replaceAll(/[[\]]/g, "");
  if (second !== undefined) return [];
  if (name === FAILED_TEST) return [FAILED_TEST_PAGE];
  const boundary = boundaryMeaning(name);
  if (boundary !== undefined) return [boundaryText(name, boundary)];
  const question = Object.hasOwn(QUESTION_MEANINGS, name) ? QUESTION_MEANINGS[name] : undefined;
  if (question !== undefined) return [`# ${name}\n\nA question of the review. ${question}.\n`];
  if (/^sp-[0-9a-f]+$/.test(name)) return [issueText(name)];
  return /^at-[0-9a-f]+$/.test(name) ? [attestationText(name)] : [];
}

/** Whether a word is the ID of a finding, or its beginning, and no English word (`facade`). */
function isFindingId(word: string): boolean {
  return mayBeFindingId(word.toLowerCase()) && (/\d/.test(word) || word.length >= SHORTEST_SHOWN);
}

/** A review shows so many characters of an ID. */
const SHORTEST_SHOWN = 8;

const FAILED_TEST_PAGE = `# ${FAILED_TEST}

An authorization test failed

${FAILED_TEST_RATIONALE}

## What to do

Fix the check on the server, run the test again, and record it:

    sallyport register test openapi.yaml "METHOD /path" --outcome passed --by NAME

The finding names the operations. It cannot be dismissed, since it is a fact about the service.
`;

function boundaryText(id: string, meaning: string): string {
  return `# ${id}

A boundary that callers must not cross. ${meaning}. A description cannot show whether the service refuses these calls, so
they are tested.

## What to do

    sallyport tests openapi.yaml --format arazzo=tests.arazzo.yaml

writes the tests, to run against a test system. Record that all tests of this boundary passed:

    sallyport register test openapi.yaml --boundary ${id} --outcome passed --by NAME
`;
}

function issueText(id: string): string {
  return `# ${id}

An issue of the register: a finding that must be dealt with.

    sallyport register list          lists the open issues, with owner and due date
    sallyport register verify ${id}  checks whether it is fixed
`;
}

function attestationText(id: string): string {
  return `# ${id}

An attestation: a claim of a fix about the service, which a person must confirm.
A change by hand needs none: whoever edits the description states it under their own name in version control.

    sallyport register attest ${id} --by NAME --because "how it is known"
`;
}

/** A finding of a description here, by its ID or the beginning of it. */
async function findingText(id: string, spec: string | undefined, terminal: Terminal): Promise<string> {
  const search = { spec, root: undefined, config: undefined, trustCode: false };
  const found = await orWithHint(async () => findingNamed(id, search, asOfDate(undefined, terminal), terminal), id);
  if (found === undefined)
    throw noFinding(
      id,
      spec,
      spec === undefined
        ? ` Name the description: sallyport explain ${id} openapi.yaml`
        : ` If an earlier review showed it, it is fixed: the place is no longer as it was, and nothing is left to do.`,
    );
  return textOfFinding(found, terminal.cwd);
}

function textOfFinding({ finding, entry }: ToDismiss, cwd: string): string {
  const nameOf = (name: string): string => plain(path.relative(cwd, path.join(entry.root, name)));
  const { fingerprint, severity, title, rule, message, evidence, remediation, places, file, line, column } = finding;
  const more = places.length > 1 ? ` and ${count(places.length - 1, "more place")}` : "";
  const isOurs = rule !== FAILED_TEST;
  return [
    `# ${fingerprint}`,
    `${severity}: ${plain(title)} (${plain(rule)}), ${finding.status}`,
    `${nameOf(file)}:${line}:${column}${more}`,
    [message, ...evidence].map((text) => ended(plain(text))).join("\n"),
    "## What to do",
    remediation.split("\n\n").map(plain).join("\n\n"),
    [
      `    sallyport explain ${shellWord(plain(rule))}`,
      ...(isOurs
        ? [`    sallyport dismiss ${fingerprint} ${fileWord(nameOf(entry.file))} --because "why it is wrong" --by NAME`]
        : []),
    ].join("\n"),
  ]
    .join("\n\n")
    .concat("\n");
}

/** Where no description can be found, which one to name. */
async function orWithHint<T>(find: () => Promise<T>, id: string): Promise<T> {
  try {
    return await find();
  } catch (error) {
    if (!(error instanceof UserError) || !error.message.endsWith("holds no API description")) throw error;
    throw new UserError(error.message, {
      hint: `${id} looks like the ID of a finding. Name the description: sallyport explain ${id} openapi.yaml`,
    });
  }
}
