import { grouped } from "../../core/grouped.ts";
import type { ImpactAssessment } from "../../core/impact.ts";
import { count, listed } from "../../core/prose.ts";
import { categoriesWords, listedCategories } from "../../core/category-words.ts";
import { isAbove } from "../../core/exposure-words.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { schemeNamed } from "../../model/schemes-by-name.ts";
import type { Operation } from "../../model/api.ts";
import { actionOf } from "../../operations/candidates/action.ts";
import { foreignOf, isOwnForSure } from "../scope/carried.ts";
import { secretsNamed } from "../elsewhere/kinds-of-secret.ts";
import { outboundInputs } from "../scope/outbound.ts";
import type { Scope } from "../scope/scope.ts";
import { givesRights } from "../what/actions.ts";
import { worstFirst } from "../../operations/readers/readers.ts";

type Step = ImpactAssessment["contain"][number];

/** The reported operations that may make the server connect to where callers say. */
function outboundOf({ items, operations }: Scope): readonly Operation[] {
  const isCall = items.some(({ kind }) => kind === "operation" || kind === "finding");
  return isCall ? operations.filter((operation) => outboundInputs(operation).length > 0) : [];
}

function addressesGiven(operations: readonly Operation[]): string {
  return listed([...new Set(operations.flatMap((operation) => outboundInputs(operation)))], 4);
}

/** What can be done today, before anything is rebuilt: the least that stops it, for what was reported and what gives the same. */
export function containmentOf(
  scope: Scope,
  affected: readonly Operation[],
  flows: readonly AssessedFlow[],
): readonly Step[] {
  const { source, items } = scope;
  const { api } = source;
  const steps: Step[] = [];
  const credentials = items.filter(({ kind }) => kind === "credential");
  for (const { name, operations } of credentials)
    steps.push({
      text: `Revoke every credential of "${name}" that may be known to others${isOfSessions(api, name) ? ", with its refresh tokens and sessions" : ""}, and issue new ones.`,
      operations: operations.map(({ id }) => id),
    });
  for (const { name } of credentials) {
    const header = identityHeader(api, name);
    if (header !== undefined)
      steps.unshift({
        text: `If ${header} only states who calls, and is no secret, nothing can be revoked: let only the gateway that sets it reach the service, and remove it from requests from outside.`,
        operations: [],
      });
  }
  const ids = (operations: readonly Operation[]): string[] => operations.map(({ id }) => id);
  const outbound = outboundOf(scope);
  if (outbound.length > 0)
    steps.push({
      text: `If it is about the address that callers give (${addressesGiven(outbound)}): let the server connect only to hosts that you listed, and to no private, loopback or link-local address, also after a redirect. List the addresses that are stored, and delete those that lead inside or that nobody knows.`,
      operations: ids(outbound),
    });
  const changing = affected.filter((operation) => operation.operationKind === "path" && !actionOf(operation).isReading);
  const events = affected.filter(({ operationKind }) => operationKind !== "path");
  const reading = affected.filter((operation) => operation.operationKind === "path" && actionOf(operation).isReading);
  const open = reading.filter((operation) => isOpen(api.assessed(operation).admission));
  const fields = removable(
    foreignOf(
      api,
      flows.filter(
        (flow) => flow.direction === "read" && affected.includes(flow.operation) && !makesSecret(scope, flow),
      ),
    ),
  );
  // Whoever holds a credential that got out gets what its owner is meant to get: leaving that out closes nothing.
  if (fields.length > 0 && credentials.length < items.length)
    steps.push({
      text: `Leave ${listed(
        fields.map(({ name }) => name),
        6,
      )} out of the response for everyone but the owner.`,
      operations: [...new Set(fields.flatMap(({ operations }) => operations))],
    });
  if (credentials.length === 0 && open.length > 0)
    steps.push({
      text: `${fields.length > 0 ? "If the fields cannot be left out today, close" : "Close"} ${thoseOrThat(open.length)} at the gateway, or let in only callers that you chose. A log-in that anyone can get closes nothing.`,
      operations: ids(open),
    });
  const declared = affected.filter((operation) => {
    const { admission, declared: meant } = api.assessed(operation);
    return admission === "self-registered" && meant.audience === "private";
  });
  if (declared.length > 0 && api.signUps.length > 0)
    steps.push({
      text: `The API is declared private: switch off self-registration (${listed(
        api.signUps.map(({ id }) => id),
        3,
      )}) until the fix is there.`,
      operations: ids(declared),
    });
  const others = reading.filter((operation) => !open.includes(operation));
  if (credentials.length === 0 && others.length > 0)
    steps.push({
      text: `Require a scope or role that is granted only to those who need ${others.length === 1 ? "it" : "them"}, or close ${thoseOrThat(others.length)} at the gateway.`,
      operations: ids(others),
    });
  if (changing.length > 0 && credentials.length === 0)
    steps.push({
      text: `Close ${thoseOrThat(changing.length)} at the gateway, or let in only callers that you chose, until the check is there.`,
      operations: ids(changing),
    });
  const rights = changing.filter(givesRights);
  if (rights.length > 0)
    steps.push({
      text: "List who has administrator rights or other wide rights now, and revoke every right that was not approved. Closing the operation revokes no right.",
      operations: ids(rights),
    });
  if (events.length > 0)
    steps.push({
      text: "Stop sending the event to subscribers whom the organization did not choose.",
      operations: ids(events),
    });
  const searched = reading.filter(
    (operation) => /\{/.test(operation.path) || operation.parameters.some((one) => one.in === "query"),
  );
  // A credential that was revoked reads nothing, fast or slowly.
  if (searched.length > 0 && credentials.length < items.length)
    steps.push({
      text: "Limit calls per caller and alert on many different objects: this slows down mass collection, but does not stop it.",
      operations: ids(searched),
    });
  steps.push({ text: "Keep the access logs: stop their deletion before anything else is changed.", operations: [] });
  return steps;
}

/** Whether a reported call makes the secret that it returns: to leave it out is to make it for nobody. */
function makesSecret({ items }: Scope, { operation, field }: AssessedFlow): boolean {
  return (
    isCredential(field.category) &&
    operation.method === "POST" &&
    !actionOf(operation).isReading &&
    items.some(({ kind, operations }) => kind === "operation" && operations.includes(operation))
  );
}

/** The header of a scheme that is called after who calls, and no key: whoever writes it chooses. */
function identityHeader({ securitySchemes }: AssessedApi, name: string): string | undefined {
  const scheme = schemeNamed(securitySchemes, name);
  const header = scheme?.schemeKind === "apiKey" && scheme.in === "header" ? scheme.parameterName : undefined;
  return header !== undefined && OF_CALLER.has(wordsOf(header).at(-1) ?? "") ? header : undefined;
}

const OF_CALLER: ReadonlySet<string> = new Set(["identity", "principal", "user", "username", "subject", "account"]);

/** Whether what got out was issued for a session, and what renews it was issued with it. */
function isOfSessions({ securitySchemes }: AssessedApi, name: string): boolean {
  const kind = schemeNamed(securitySchemes, name)?.schemeKind;
  return kind === "oauth2" || kind === "openIdConnect";
}

function isOpen(admission: string): boolean {
  return admission === "anonymous" || admission === "self-registered" || admission === "unknown";
}

function thoseOrThat(n: number): string {
  return n === 1 ? "the operation" : count(n, "operation").replace(/^/, "the ");
}

interface Removable {
  readonly name: string;
  readonly operations: readonly string[];
}

/** The fields that can be left out, the most sensitive first. */
function removable(flows: readonly AssessedFlow[]): readonly Removable[] {
  const sensitive = worstFirst(flows).filter(
    ({ field }) => isAbove(field.sensitivity, "internal") || flows.length === 1,
  );
  return [...grouped(sensitive, ({ field }) => field.name)].map(([name, own]) => ({
    name,
    operations: [...new Set(own.map(({ operation }) => operation.id))],
  }));
}

/** The real fix: the remedies of what is found there, else the check that a report shows to be missing. */
export function fixOf(
  scope: Scope,
  affected: readonly Operation[],
  causes: ImpactAssessment["causes"],
  onRequest: readonly Operation[] = [],
): readonly Step[] {
  const { items, operations } = scope;
  const known = new Set(causes.map(({ rule }) => rule));
  const rights = operations.filter(givesRights);
  const given = new Set(rights.map(({ id }) => id));
  const findings = scope.findings.filter(
    ({ rule, cwe, operations: own }) =>
      known.has(rule) &&
      // What a call is for cannot be taken out of its request.
      !(cwe.includes(MASS_ASSIGNMENT) && own.every((id) => given.has(id))),
  );
  const inScope = new Set(affected.map(({ id }) => id));
  const wide = new Set(causes.filter(({ isWide }) => isWide).map(({ rule }) => rule));
  // What is wrong with the whole API takes longest, and is not what was reported.
  const ordered = findings.toSorted((a, b) => Number(wide.has(a.rule)) - Number(wide.has(b.rule)));
  const codes = scope.reads.filter((flow) => isCredential(flow.field.category));
  const isOfCodes = codes.length > 0 && codes.every(isTypedCode);
  const remedyOf = ({ remediation, cwe }: Scope["findings"][number]): string =>
    isOfCodes && cwe.includes(KEPT_CREDENTIAL) ? FOR_CODES : remediation;
  const steps = [...grouped(ordered, remedyOf)].map(([text, own]): Step => ({
    text,
    operations: [...new Set(own.flatMap((finding) => finding.operations))].filter((id) => inScope.has(id)),
  }));
  if (rights.length > 0)
    steps.unshift({
      text: "Check on the server that the caller may grant this right, and grants no more than they have themselves: refuse everyone else, also where callers name themselves.",
      operations: rights.map(({ id }) => id),
    });
  const reported = operations.filter(({ operationKind }) => operationKind === "path");
  // How a credential got out is the cause; what is wrong with its scheme made it worse.
  if (items.some(({ kind }) => kind === "credential"))
    steps.unshift({
      text: "Give each caller a credential of its own that can be revoked and expires, with the scopes that it needs. Find out how it got out, and close that.",
      operations: [],
    });
  const outbound = outboundOf(scope);
  if (outbound.length > 0 && steps.length === 0)
    steps.push({
      text: `Accept an ID or a listed host instead of an address (${addressesGiven(outbound)}). If any host must be allowed: resolve the name, refuse private addresses, connect to the address that was checked, and follow no redirects.`,
      operations: outbound.map(({ id }) => id),
    });
  if (steps.length === 0 || outbound.length > 0) {
    // Without a credential there is no caller of whom anything could be checked.
    const check = reported.some(({ access }) => access === "anonymous")
      ? "Require a credential, and check on the server"
      : "Check on the server";
    steps.push({
      text: reported.every((operation) => actionOf(operation).isReading)
        ? `${check}, for each object and field, that the caller may read it; return nothing else.`
        : `${check}, for each object, that the caller may do this to it, before anything is done.`,
      operations: reported.map(({ id }) => id),
    });
  }
  if (onRequest.length > 0)
    steps.push({
      text: `Leave it out of what callers can ask for too (such as expand, include or fields): ${count(onRequest.length, "operation")} ${onRequest.length === 1 ? "returns" : "return"} it on request.`,
      operations: onRequest.map(({ id }) => id),
    });
  const others = affected.length - operations.length;
  if (others > 0 && items.some(({ kind }) => kind !== "credential"))
    steps.push({
      text: `Fix all ${affected.length} operations that expose it in one change: what is closed in ${operations.length === 1 ? "one" : "some"} can still be read through the others.`,
      operations: affected.map(({ id }) => id),
    });
  return steps;
}

/** CWE numbers. */
const MASS_ASSIGNMENT = 915;
const KEPT_CREDENTIAL = 522;

/** A code has to be shown to whoever uses it: that nothing may return it is no fix. */
const FOR_CODES =
  "Return the code only to whoever uses it, in the one call that is for that. Leave it out of lists, events and all other responses, and check on the server for each object that it is the caller's.";

/** Whether a person types or shows it, at a door or a till, and no program sends it. */
function isTypedCode(flow: AssessedFlow): boolean {
  const { lexicon } = flow.operation;
  return secretsNamed(flow).every((name) => {
    const words = wordsOf(name);
    return lexicon.has(words, "code") && !NO_CODES.some((concept) => lexicon.has(words, concept));
  });
}

const NO_CODES = ["password", "key-or-secret", "token"] as const;

/** What has to be changed because somebody may have it: credentials that could be read, and the one that was reported. */
export function rotationOf({ source, items, reads }: Scope): readonly Step[] {
  const read = reads.filter((flow) => isCredential(flow.field.category) && !isOwnForSure(source.api, flow));
  const steps: Step[] = items
    .filter(({ kind }) => kind === "credential")
    .map(({ name }) => ({ text: `Every credential of "${name}" that was issued before the fix.`, operations: [] }));
  for (const [owner, own] of grouped(read, ({ field }) => field.owner ?? ""))
    steps.push({
      text: `${listed([...new Set(own.flatMap(secretsNamed))], 6)}${owner === "" ? "" : ` of ${owner}`} (${listedCategories(
        categoriesWords(
          own.map(({ field }) => field),
          "plural",
        ),
        3,
      )}): revoke what could be read, and issue new ones.`,
      operations: [...new Set(own.map(({ operation }) => operation.id))],
    });
  return steps;
}
