import { createHash } from "node:crypto";
import type { Finding, OperationEntry, Review, SchemeEntry, Skipped } from "../core/review.ts";
import { isAtLeast } from "../core/severity.ts";
import { addressParts, reachOfHost } from "../exposure/reach.ts";
import { placeOf, type Api, type Operation } from "../model/api.ts";
import { successResponses } from "../model/response-coverage.ts";
import type { SecurityScheme } from "../model/security.ts";
import type { Policy } from "../policy/policy.ts";

/** Puts together what is said of one description. */
export function composeReview(api: Api, findings: readonly Finding[], policy: Policy): Review {
  const responses = [...successResponses(api)];
  return {
    document: {
      file: api.document.entry.file,
      format: api.document.entry.syntax,
      specVersion: api.format.written,
      title: api.info.title ?? null,
      apiVersion: api.info.version ?? null,
      sha256: createHash("sha256").update(api.document.entry.bytes).digest("hex"),
      files: api.document.sources().map(({ file }) => file),
      owner: null,
    },
    policy: { file: policy.file ?? null, sha256: policy.sha256 ?? null },
    verdict: { decision: null, reasons: [] },
    assumptions: [],
    servers: serverEntries(api),
    schemes: api.securitySchemes.map(schemeEntry),
    operations: api.operations.map((operation) => operationEntry(api, operation)),
    fields: [],
    findings: [...findings],
    tests: [],
    gate: null,
    questions: [],
    skipped: skippedEntries(api),
    coverage: {
      operations: api.operations.length,
      responses: responses.length,
      typedResponses: responses.filter(({ typing }) => typing === "typed").length,
      fields: 0,
      classifiedDeclared: 0,
      unresolved: api.brokenReferences.length,
    },
    summary: { bySeverity: bySeverity(findings), byExposure: {}, mentions: mentionsOf(findings) },
  };
}

function bySeverity(findings: readonly Finding[]): Review["summary"]["bySeverity"] {
  const counts: Review["summary"]["bySeverity"] = {};
  for (const { severity } of findings) counts[severity] = (counts[severity] ?? 0) + 1;
  return counts;
}

function mentionsOf(findings: readonly Finding[]): number {
  return findings
    .filter(({ severity }) => isAtLeast(severity, "low"))
    .reduce((sum, { operations }) => sum + Math.max(1, operations.length), 0);
}

function serverEntries(api: Api): Review["servers"] {
  const entries = new Map<string, Review["servers"][number]>();
  for (const server of [...api.servers, ...api.operations.flatMap(({ servers }) => servers)]) {
    if (entries.has(server.url)) continue;
    const place = placeOf(server);
    const parts = addressParts(server.addresses[0] ?? "");
    entries.set(server.url, {
      url: server.url,
      description: server.description ?? null,
      reach: parts === undefined ? "unknown" : reachOfHost(parts.host.replace(/:\d+$/, "")).reach,
      ...place,
      line: api.document.locate(place).line,
    });
  }
  return [...entries.values()];
}

function schemeEntry(scheme: SecurityScheme): SchemeEntry {
  return {
    name: scheme.name,
    kind: scheme.schemeKind,
    scheme: scheme.scheme ?? null,
    in: scheme.in ?? null,
    flows: scheme.flows.map(({ flow }) => flow),
    principal: "unknown",
    admission: "unknown",
    because: [],
    usedBy: scheme.usedBy.map(({ id }) => id),
  };
}

function operationEntry(api: Api, operation: Operation): OperationEntry {
  const place = placeOf(operation);
  return {
    id: operation.id,
    kind: operation.operationKind,
    method: operation.method,
    path: operation.path,
    operationId: operation.operationId ?? null,
    ...place,
    line: api.document.locate(place).line,
    audience: null,
    audienceSource: null,
    reach: "unknown",
    admission: "unknown",
    exposure: null,
    assumed: false,
    because: [],
    subject: "none",
    intent: null,
    callers: [],
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
    entries.set(`${place.file}${place.pointer} ${why}`, { ...place, line: api.document.locate(place).line, why });
  };
  for (const part of api.skipped) add(part, part.why);
  for (const broken of api.brokenReferences) add(broken, broken.why);
  return [...entries.values()];
}
