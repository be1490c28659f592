import { isCommonData } from "../operations/candidates/common-data.ts";
import { createHash } from "node:crypto";
import { DEFAULT_DEADLINES } from "../policy/gate-policy.ts";
import type { Finding, OperationEntry, Review, SchemeEntry, Skipped } from "../core/review.ts";
import { withOwners } from "../core/data-owners.ts";
import { isAtLeast } from "../core/severity.ts";
import type { ClassifiedField } from "../data/flows/flow.ts";
import type { AssessedScheme } from "../exposure/admission.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { readingOf } from "../exposure/reading.ts";
import { reachOfServers } from "../exposure/reach.ts";
import { placeOf, type Api, type Operation } from "../model/api.ts";
import { unclearPathsOf, understandingOf } from "../operations/understood.ts";
import { successResponses, unansweredOperations } from "../model/response-coverage.ts";
import { judgedAnswers } from "./answers.ts";
import { isDeciding, type Judgements } from "./assumptions.ts";
import { reachedVerdict, type VerdictGrounds } from "./reached-verdict.ts";
import { staleDismissals } from "./stale-dismissals.ts";
import { proofEntries } from "./owed-proofs.ts";
import { maskFor } from "./mask.ts";
import { questionsOf } from "./questions.ts";
import { whoseThingsQuestion } from "./whose-things.ts";
import { requestsOf } from "./requests.ts";
import { confirmedFields } from "./confirmed-fields.ts";
import type { AttestedClaim, OpenAttestation, RegisterRecord } from "./register-record.ts";

/** How a review is put together. */
export interface Composing {
  /** What is on record. */
  readonly standing?: RegisterRecord;
  /** Whether it is judged what each answer to an open question leads to: what nobody reads need not be. */
  readonly answers?: "judged" | "left-out";
}

/** Puts together what is said of one description. `asOf` is today, for what is accepted until a day. */
export function composeReview(
  judgements: Judgements,
  asOf: string | undefined,
  { standing, answers = "left-out" }: Composing = {},
): Review {
  const { api } = judgements.stated;
  const fields = fieldEntries(api);
  const requests = requestsOf(api, fields);
  const responsible = ownerOf(api, standing?.codeOwner);
  const { owner } = responsible;
  const waivers = [...api.policy.waivers, ...requests.waivers];
  const grounds: VerdictGrounds = { asOf, standing, fields, waivers, owner };
  const reached = reachedVerdict(judgements, {
    ...grounds,
    ...(answers === "left-out" ? {} : { answersTo: (one, now) => judgedAnswers(one, judgements, grounds, now) }),
  });
  const { findings, dismissed, dismissals, boundaries, attestations, attested, verdict } = reached;
  const confirmed = confirmedFields(api);
  const proofs = proofEntries(api, findings, standing?.testOf);
  const responses = successResponses(api);
  const byExample = responses.filter(({ typing, isByExample }) => typing === "typed" && isByExample).length;
  // Bytes have a media type, and that says nothing of what is in them.
  const files = responses.filter(
    ({ typing, isByExample, isFile, operation }) =>
      typing === "typed" && !isByExample && isFile && understandingOf(api, operation) === "file",
  ).length;
  const review = maskFor(api).review({
    document: {
      file: api.document.entry.file,
      format: api.document.entry.syntax,
      specVersion: api.format.written,
      title: api.info.title ?? null,
      apiVersion: api.info.version ?? null,
      sha256: createHash("sha256").update(api.document.entry.bytes).digest("hex"),
      files: api.document.sources().map(({ file }) => file),
      ...responsible,
    },
    policy: {
      file: api.policy.file ?? null,
      sha256: api.policy.sha256 ?? null,
      ...(api.policy.files.length > 1 ? { files: api.policy.files.map(({ file }) => file) } : {}),
      ...(api.policy.docsUrl === undefined ? {} : { docsUrl: api.policy.docsUrl }),
      ...(api.policy.repository === undefined ? {} : { repository: api.policy.repository }),
      // What nobody decided is no promise.
      ...(api.policy.deadlines === DEFAULT_DEADLINES ? {} : { sla: { ...api.policy.deadlines } }),
    },
    verdict,
    assumptions: reached.assumptions.map((one) => ({ ...one, decides: isDeciding(one, reached, api) })),
    servers: serverEntries(api),
    schemes: api.schemes.map(schemeEntry),
    operations: api.operations.map((operation) => operationEntry(api, operation)),
    fields,
    findings,
    waivers: reached.waivers,
    dismissed,
    dismissals,
    ...(confirmed.length === 0 ? {} : { confirmed: [...confirmed] }),
    tests: reached.tests.map(({ test }) => test),
    boundaries,
    ...(proofs.length === 0 ? {} : { proofs }),
    ...(attestations.length === 0 ? {} : { attestations: attestations.map(attestationEntry) }),
    ...(attested.length === 0 ? {} : { attested: attested.map(attestedEntry) }),
    ...(standing?.source === undefined ? {} : { register: standing.source }),
    signOff: standing?.signOff ?? null,
    gate: null,
    questions: [
      ...whoseThingsQuestion(reached.tests),
      ...questionsOf(api),
      ...staleDismissals(api.policy, reached.dismissals),
    ],
    skipped: [...skippedEntries(api), ...requests.skipped],
    coverage: {
      operations: api.operations.length,
      responses: responses.length,
      typedResponses: responses.filter(({ typing, isByExample }) => typing === "typed" && !isByExample).length - files,
      ...(byExample === 0 ? {} : { exampleResponses: byExample }),
      ...(files === 0 ? {} : { fileResponses: files }),
      unanswered: unansweredOperations(api).length,
      pathsWithoutOperations: pathsWithoutOperations(api),
      fields: api.data.looked,
      classifiedDeclared: api.data.declared,
      unresolved: api.brokenReferences.length,
    },
    summary: {
      bySeverity: bySeverity(findings),
      byExposure: byExposure(api),
      mentions: mentionsOf(findings),
      reasons: byKind(verdict),
      dismissed: dismissed.length,
    },
  });
  return withOwners(review);
}

function attestationEntry({
  id,
  rule,
  fix,
  claim,
  on,
  places,
}: OpenAttestation): NonNullable<Review["attestations"]>[number] {
  return { id, rule, fix, claim, on, places: { ...places } };
}

function attestedEntry({ by, because, ...claim }: AttestedClaim): NonNullable<Review["attested"]>[number] {
  return { ...attestationEntry(claim), by, because };
}

/** Who answers for the API: `sallyport.yaml`, `x-owner`, who owns the file, else the contact, which is marked as such. */
function ownerOf(api: AssessedApi, codeOwner: string | undefined): Pick<Review["document"], "owner" | "isContact"> {
  const extension = (api.info.extensions.get("x-owner") ?? api.extensions.get("x-owner"))?.value;
  const { name, email, url } = api.info.contact;
  const address = email ?? (url === undefined || !URL.canParse(url) ? undefined : new URL(url).host || undefined);
  // A name of one word, such as "Support", is that of many: the address tells whose.
  const isOfMany = name !== undefined && !/\s/.test(name.trim()) && address !== undefined;
  const contact = isOfMany ? `${name} <${address}>` : (name ?? email);
  const owner = api.policy.owner ?? (typeof extension === "string" ? extension : undefined) ?? codeOwner;
  if (owner !== undefined || contact === undefined) return { owner: owner ?? null };
  return { owner: contact, isContact: true };
}

/** Paths that hold nothing that can be called, only parameters or servers. */
function pathsWithoutOperations({ pathItems, operations }: AssessedApi): string[] {
  const used = new Set(operations.map(({ pathItem }) => pathItem));
  return pathItems.filter((item) => !used.has(item)).map(({ path }) => path);
}

function byExposure(api: AssessedApi): Review["summary"]["byExposure"] {
  const counts: Review["summary"]["byExposure"] = {};
  for (const operation of api.operations) {
    const { exposure } = api.assessed(operation);
    counts[exposure] = (counts[exposure] ?? 0) + 1;
  }
  return counts;
}

/** Every classified field, with the ways in which it gets in and out. */
function fieldEntries(api: AssessedApi): Review["fields"] {
  const flows = new Map<ClassifiedField, Review["fields"][number]["flows"]>();
  for (const operation of api.operations) {
    for (const flow of api.assessed(operation).flows) {
      const { field, direction, via, witness, subject, principal, whose } = flow;
      const isPublished =
        direction === "read" && (isCommonData(api) || (!principal && api.whose.isWrittenForOthers(flow)));
      const entry = {
        operation: operation.id,
        direction,
        via,
        witness,
        subject,
        principal,
        whose,
        ...(isPublished ? { published: true } : {}),
      };
      const list = flows.get(field);
      if (list === undefined) flows.set(field, [entry]);
      else list.push(entry);
    }
  }
  return api.data.fields.map((field) => {
    const place = placeOf(field);
    return {
      file: place.file,
      pointer: place.pointer,
      line: api.document.lineOf(place),
      owner: field.owner ?? null,
      name: field.name,
      category: field.category,
      called: field.called,
      personalData: field.isPersonal,
      sensitivity: field.sensitivity,
      basis: field.basis,
      declaredAs: field.declaredAs ?? null,
      confidence: field.confidence,
      flows: flows.get(field) ?? [],
    };
  });
}

function bySeverity(findings: readonly Finding[]): Review["summary"]["bySeverity"] {
  const counts: Review["summary"]["bySeverity"] = {};
  for (const { severity } of findings) counts[severity] = (counts[severity] ?? 0) + 1;
  return counts;
}

function byKind({ reasons }: Review["verdict"]): NonNullable<Review["summary"]["reasons"]> {
  const number = (kind: string): number => reasons.filter((reason) => reason.kind === kind).length;
  return { blocks: number("blocks"), depends: number("depends"), condition: number("condition") };
}

function mentionsOf(findings: readonly Finding[]): number {
  return findings
    .filter(({ severity }) => isAtLeast(severity, "low"))
    .reduce((sum, { operations }) => sum + Math.max(1, operations.length), 0);
}

function serverEntries(api: AssessedApi): Review["servers"] {
  const entries = new Map<string, Review["servers"][number]>();
  for (const server of [...api.servers, ...api.operations.flatMap(({ servers }) => servers)]) {
    if (entries.has(server.url)) continue;
    const place = placeOf(server);
    entries.set(server.url, {
      url: server.url,
      description: server.description ?? null,
      reach: reachOfServers([server], api.policy.network).reach,
      ...place,
      line: api.document.lineOf(place),
    });
  }
  return [...entries.values()];
}

function schemeEntry({ scheme, principal, admission, because }: AssessedScheme): SchemeEntry {
  return {
    name: scheme.name,
    kind: scheme.schemeKind,
    scheme: scheme.scheme ?? null,
    in: scheme.in ?? null,
    flows: scheme.flows.map(({ flow }) => flow),
    principal,
    admission,
    because: [...because],
    usedBy: scheme.usedBy.map(({ id }) => id),
  };
}

function operationEntry(api: AssessedApi, operation: Operation): OperationEntry {
  const place = placeOf(operation);
  const { declared, reach, admission, exposure, assumed, statesCredential, unprotected, because, subject, intent } =
    api.assessed(operation);
  const unclear = unclearPathsOf(api, operation);
  return {
    id: operation.id,
    kind: operation.operationKind,
    method: operation.method,
    path: operation.pathItem.path,
    operationId: operation.operationId ?? null,
    ...place,
    line: api.document.lineOf(place),
    audience: declared.audience ?? null,
    audienceSource: declared.source ?? null,
    reach,
    admission,
    exposure,
    assumed,
    ...(statesCredential ? { statesCredential } : {}),
    unprotected: unprotected ?? null,
    because: [...because],
    subject,
    intent: intent ?? null,
    changes: readingOf(operation) === undefined,
    understood: understandingOf(api, operation) ?? null,
    ...(unclear.length === 0 ? {} : { unclear }),
    callers: [admission],
    security: securityOf(operation),
  };
}

/** `[[]]` is anonymous; silence is anonymity only where the description requires something elsewhere. */
function securityOf({ access, security }: Operation): OperationEntry["security"] {
  if (access === "unstated") return [];
  if (access === "anonymous") return [[]];
  return (security?.alternatives ?? []).map(({ schemes }) =>
    schemes.map(({ name, scopes }) => ({ scheme: name, scopes: [...scopes] })),
  );
}

function skippedEntries(api: Api): Skipped[] {
  const entries = new Map<string, Skipped>();
  const add = (holder: Parameters<typeof placeOf>[0], why: string): void => {
    const place = placeOf(holder);
    entries.set(`${place.file}${place.pointer} ${why}`, { ...place, line: api.document.lineOf(place), why });
  };
  for (const part of api.skipped) add(part, part.why);
  for (const broken of api.brokenReferences) add(broken, broken.why);
  return [...entries.values()];
}
