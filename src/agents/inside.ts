/*
 * What reaches an interpreter, another server or the inside of the service: an agent can be told by a text what to send there.
 */
import type { Operation } from "../model/api.ts";
import { anonymousHarm } from "../operations/anonymous-harm.ts";
import { interpreterOf, type Interpreter } from "../operations/inputs/interpreters.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { endsIn } from "../lexicon/phrases.ts";
import { installsFrom, isAddress, urlUseOf } from "../operations/inputs/url-uses.ts";
import { isForDevelopers, tellsOfInside } from "../operations/inside-of-service.ts";
import { requestFields, type RequestField } from "../operations/request-fields.ts";
import { takesWholeQueries } from "../operations/whole-queries.ts";
import { intentOf } from "../exposure/intent.ts";
import type { AgentCall } from "./agent-call.ts";
import type { Ground } from "./ground.ts";
import { lastStepWords, stepWords } from "./step-words.ts";

/** What a call hands to an interpreter, or to another server, and what it shows of the service itself. */
export function* reachOf(call: AgentCall): Generator<Ground> {
  const { operation, isChange } = call;
  const fields = requestFields(operation);
  const run =
    operation.method === "DELETE" || isDefinition(call)
      ? undefined
      : fields.find((field) => RUN.has(interpreterOf(field, operation) ?? "path"));
  const installed = isChange ? fields.find((field) => installsFrom(field, operation)) : undefined;
  if (run !== undefined || installed !== undefined) yield { reason: "code", shownBy: (run ?? installed)!.witness };
  else if (runsOnPages(call) || carriesCalls(call) || isConsole(operation) || takesWholeQueries(operation))
    yield { reason: "code", shownBy: "" };
  // What a deployment, a build or a job will do stands in the call, for a person to read.
  else if ((isChange && operation.method !== "DELETE" && anonymousHarm(operation) === "code") || runsWorkload(call))
    yield { reason: "workload", shownBy: "" };
  const tried = fields.find((field) => isTried(field, operation) && urlUseOf(field, operation) === undefined);
  if (tried !== undefined) yield { reason: "fetched-address", shownBy: tried.witness };
  for (const field of fields) {
    const use = urlUseOf(field, operation);
    if ((use === "webhook" && isLasting(call)) || use === "proxy" || isSink(field, call))
      yield { reason: "route-out", shownBy: field.witness };
    else if (use === "webhook" || use === "fetched" || use === "provider" || use === "shown")
      yield { reason: "fetched-address", shownBy: field.witness };
  }
  const file = fields.find((field) => interpreterOf(field, operation) === "path");
  if (file !== undefined) yield { reason: "file-path", shownBy: file.witness };
  if (makesHook(call)) yield { reason: "route-out", shownBy: "" };
  if (
    intentOf(operation) !== "health" &&
    !isOfOneByBody(call) &&
    (isForDevelopers(operation) || tellsOfInside(operation) || isOfErrors(call))
  )
    yield { reason: "debug", shownBy: "" };
}

/**
 * Whether a call keeps or removes a definition, such as a query or a report with one: nothing of it runs by this call, and a person
 * can read what will.
 */
function isDefinition({ operation, isChange }: AgentCall): boolean {
  const { lexicon, method } = operation;
  const fields = requestFields(operation);
  const run = fields.flatMap((field) => interpreterOf(field, operation) ?? []).filter((one) => RUN.has(one));
  if (!isChange || !run.every((one) => KEPT.has(one))) return false;
  const isNamed = fields.some(
    ({ in: way, depth, words }) => way === "body" && depth === 0 && NAMING.test(words.join(" ")),
  );
  return method !== "POST" || (isNamed && !lexicon.is(lastStepWords(operation).join(" "), "runs-at-once"));
}

/** What is often kept to be run later; a script or a command is the power of whoever may write it. */
const KEPT: ReadonlySet<Interpreter> = new Set(["sql", "ldap", "xpath", "said"]);
const NAMING = /^(?:name|title|label|slug|key)$/;

/** A condition narrows what is read, and a path or a piece of markup is a value. */
const RUN: ReadonlySet<Interpreter> = new Set([
  "sql",
  "ldap",
  "xpath",
  "command",
  "argument",
  "host",
  "template",
  "script",
  "serialised",
  "said",
]);

/**
 * Whether an address that is told of events stays: that of a webhook, of settings, or of a thing that exists. What a call that
 * makes something gives as its callback is told of that thing alone.
 */
function isLasting({ operation, action }: AgentCall): boolean {
  const { lexicon } = operation;
  const last = lastStepWords(operation);
  if (LASTING.some((concept) => endsIn(last, lexicon, concept)) || lexicon.has(last, "web-hook")) return true;
  // Where one thing that exists reports to stands in the call, for a person to see.
  return !action.isMaking && !operation.path.includes("{");
}

const LASTING = ["web-hook", "sink", "set-up"] as const;

/** Whether a call makes or changes a webhook, wherever its address stands. */
function makesHook({ operation, action, isChange }: AgentCall): boolean {
  const { lexicon, method, path } = operation;
  if (!isChange || !endsIn(lastStepWords(operation), lexicon, "web-hook")) return false;
  // A hook that is called from outside, to have something built, sends nothing anywhere.
  const sent = requestFields(operation).filter(({ in: way }) => way === "body");
  if (sent.length > 0 && !sent.some((field) => isAddress(field, lexicon))) return false;
  return /^(?:PUT|PATCH)$/.test(method) || (action.isMaking && !path.endsWith("}"));
}

/** Whether a field is the address of what is told of each thing that comes in from then on: of a route, a sink, a log drain. */
function isSink(field: RequestField, { operation, isChange }: AgentCall): boolean {
  const { lexicon, method } = operation;
  return (
    isChange &&
    method !== "DELETE" &&
    field.in === "body" &&
    endsIn(lastStepWords(operation), lexicon, "sink") &&
    isAddress(field, lexicon)
  );
}

/** Whether a field names a server that a call tries to reach: `POST /registries/ping`, `POST /smtp/check`. */
function isTried(field: RequestField, operation: Operation): boolean {
  const { lexicon } = operation;
  return (
    field.in === "body" &&
    lexicon.is(lastStepWords(operation).join(" "), "tries-out") &&
    (isAddress(field, lexicon) || endsIn(field.words, lexicon, "tried-host"))
  );
}

/**
 * Whether a call opens a console, by which whatever is typed is run, `GET /websocket/exec`, or a connection that stays open: what goes
 * over it is no call that anybody could judge.
 */
function isConsole(operation: Operation): boolean {
  const { path, lexicon, summary = "", description = "" } = operation;
  if (operation.method === "GET" && lexicon.is(lastStepWords(operation).join(" "), "live-connection")) return true;
  if (
    (operation.method === "GET" || operation.method === "POST") &&
    !path.includes("{") &&
    [summary, description].some((text) => lexicon.has(wordsInOrder(sentencesOf(text)[0] ?? ""), "session-of-commands"))
  )
    return true;
  const [before = [], last = []] = stepWords(operation).slice(-2);
  // To attach is what is done to a running program; other things are attached to each other.
  const isOfProgram = operation.method === "GET" || endsIn(before, lexicon, "runs-as-workload");
  if (last.join(" ") === "attach" && !isOfProgram) return false;
  return !path.endsWith("}") && lexicon.is(lastStepWords(operation).join(" "), "live-console");
}

/** Whether a call puts code on the pages of a site, where it runs for all who visit them: `POST /sites/{id}/snippets`. */
function runsOnPages({ operation, isChange }: AgentCall): boolean {
  const { lexicon, method } = operation;
  const steps = stepWords(operation);
  return (
    isChange &&
    method !== "DELETE" &&
    endsIn(steps.at(-1) ?? [], lexicon, "runs-on-page") &&
    steps.slice(0, -1).some((words) => endsIn(words, lexicon, "site-with-pages"))
  );
}

/**
 * Whether a call carries other calls, each with a method and an address: what may be called by itself and what may not is then
 * decided of none of them.
 */
function carriesCalls({ operation }: AgentCall): boolean {
  if (operation.method !== "POST") return false;
  const listed = requestFields(operation).filter(({ in: way, witness }) => way === "body" && witness.includes("[]"));
  return (
    listed.some(
      ({ name, parts }) =>
        /^method$/i.test(name) && parts.some(({ enum: one }) => one?.some((value) => value === "POST")),
    ) && listed.some(({ name }) => /^(?:path|url|uri|relative_?url|endpoint)$/i.test(name))
  );
}

/** Whether a call has something run that it describes, by an image, a command or a source: it makes a container or a build. */
function runsWorkload({ operation, isChange, action, resource }: AgentCall): boolean {
  const { lexicon } = operation;
  const names = [wordsOf(action.part ?? resource.bare), lastStepWords(operation)];
  if (!isChange || operation.method === "DELETE" || !names.some((words) => endsIn(words, lexicon, "runs-as-workload")))
    return false;
  return requestFields(operation).some(
    ({ in: way, depth, words }) => way !== "path" && depth === 0 && endsIn(words, lexicon, "what-workload-runs"),
  );
}

/** Whether a POST reads one thing, whose identifier is all that comes in: `POST /jobs/get`. */
function isOfOneByBody({ operation, isChange }: AgentCall): boolean {
  const sent = requestFields(operation).filter(({ in: way }) => way === "body");
  return (
    !isChange &&
    operation.method === "POST" &&
    sent.length === 1 &&
    sent.every(({ words }) => endsIn(words, operation.lexicon, "identifier-word"))
  );
}

/** Whether a read gives what went wrong in the service: `GET /errors`. */
function isOfErrors({ operation, isChange }: AgentCall): boolean {
  const steps = stepWords(operation);
  return (
    !isChange && !operation.path.includes("{") && operation.lexicon.is(steps.at(-1)?.join(" ") ?? "", "kept-error")
  );
}
