/*
 * Whether an operation runs what comes in as a command or as code by its path or its text, whatever the field is called: `/shell`,
 * `/run-command`, "Executes a system command", "Führt einen Befehl auf dem Gerät aus".
 */
import { saidBy } from "../../exposure/said.ts";
import { denies } from "../../lexicon/denial.ts";
import type { Lexicon } from "../../lexicon/lexicon.ts";
import { wordsInOrder } from "../../lexicon/name-tokens.ts";
import { standsNear } from "../../lexicon/phrases.ts";
import { memo } from "../../core/memo.ts";
import type { Operation } from "../../model/api.ts";
import { isNarrowed } from "./patterns.ts";
import { isSaidProgram } from "./said-use.ts";
import { isChoice, isText, requestFields, segmentWords, type RequestField } from "../request-fields.ts";

/** What is run of what comes in: a line of a shell, or code. */
type Run = "command" | "script";

/** What a field is run as, where it is the one text that the operation takes, or a program with its arguments. */
export function runAs(field: RequestField, operation: Operation): Run | undefined {
  if (field.in !== "body" && field.in !== "query") return undefined;
  if (isProgramToStart(field, operation)) return "command";
  const texts = textsOf(operation);
  return texts.length === 1 && texts[0] === field && saysNothingElse(field, operation)
    ? operationRuns(operation)
    : undefined;
}

/**
 * Whether the text of a field leaves it open that it is what is run, or says so: one that explains a country or a proxy is neither.
 * Its name may say what its text does not.
 */
function saysNothingElse(field: RequestField, { lexicon }: Operation): boolean {
  const { description, words } = field;
  const said = wordsInOrder(description.slice(0, LIMIT));
  return (
    said.length <= FEW ||
    isSaidProgram(field) ||
    ABOUT_RUNNING.some((concept) => lexicon.has(said, concept) || lexicon.has(words, concept))
  );
}

const ABOUT_RUNNING = [
  "runs-order",
  "runs-script",
  "execute",
  "command",
  "shell-command",
  "code-to-run",
  "live-console",
] as const;

/** So few words say what a value is, and no more: "The input". */
const FEW = 6;
/** So much of a text is looked at. */
const LIMIT = 600;

/** The free texts that an operation takes, but the names of things that are there. */
const textsOf = memo((operation: Operation): readonly RequestField[] =>
  requestFields(operation).filter(
    (field) =>
      (field.in === "body" || field.in === "query") &&
      field.depth === 0 &&
      !field.isList &&
      isText(field) &&
      !isChoice(field) &&
      !isNarrowed(field) &&
      !operation.lexicon.is(field.words.at(-1) ?? "", "names-thing") &&
      // An archive with a program in it is uploaded, and no line of code.
      !operation.lexicon.has(wordsInOrder(field.description), "bulk-copy"),
  ),
);

/** `{ program, args }`: what is started is the caller's choice. */
function isProgramToStart(field: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  return (
    field.in === "body" &&
    !isChoice(field) &&
    !isNarrowed(field) &&
    lexicon.is(field.text, "executable") &&
    requestFields(operation).some(
      ({ in: way, depth, isList, text }) =>
        way === "body" && depth === field.depth && isList && lexicon.is(text, "program-argument"),
    )
  );
}

/** What the path or the text of an operation says that it runs. A path that names a thing runs it on that, unless the text names a shell. */
const operationRuns = memo((operation: Operation): Run | undefined => {
  const { path, lexicon } = operation;
  const last = segmentWords(operation).at(-1) ?? [];
  const isOfWhole = !path.includes("{");
  const sentences = saidBy(operation).filter((words) => !isDenied(words, lexicon));
  if (sentences.some((words) => saysCodeRuns(words, lexicon))) return "script";
  if (sentences.some((words) => saysRuns(words, lexicon, "shell-command"))) return "command";
  // What is sent to a console is run there: `/script-console`, "Send a line to the root console".
  const isConsole = segmentWords(operation).some((words) => lexicon.has(words, "live-console"));
  const said = [last, ...sentences];
  if (isConsole && said.some((words) => lexicon.has(words, "program-code"))) return "script";
  if (isConsole && said.some((words) => lexicon.has(words, "shell-command"))) return "command";
  if (!isOfWhole) return undefined;
  if (lexicon.has(last, "shell")) return "command";
  if (lexicon.has(last, "command") && RUNS.some((concept) => lexicon.has(last, concept))) return "command";
  return sentences.some((words) => saysRuns(words, lexicon, "command")) ? "command" : undefined;
});

/** Whether a sentence denies something. In Portuguese a command is executed "no shell". */
function isDenied(words: readonly string[], lexicon: Lexicon): boolean {
  return denies(
    words.filter((word, at) => word !== "no" || !lexicon.is(words[at + 1] ?? "", "live-console")),
    lexicon,
  );
}

function saysCodeRuns(words: readonly string[], lexicon: Lexicon): boolean {
  // A script that is kept is run by its name, and the clauses of a language that only searches are no program.
  return saysRuns(words, lexicon, "program-code") && !lexicon.has(words, "search-language");
}

function saysRuns(
  words: readonly string[],
  lexicon: Lexicon,
  what: "command" | "shell-command" | "program-code",
): boolean {
  return RUNS.some((concept) => standsNear(words, lexicon, concept, what, NEAR));
}

/** Says that something is run. */
const RUNS = ["runs-order", "runs-script", "execute"] as const;

/** So many words stand between: "führt auf dem Gerät einen Befehl aus". */
const NEAR = 3;
