import { operationsAbove } from "../../model/operations-on-path.ts";
import { prose, yaml } from "../../core/prose.ts";
import { placeOf, type Header } from "../../model/api.ts";
import type { Rule } from "../rule.ts";
import { member } from "../../core/json-value.ts";
import { childPointer, type Place } from "../../core/place.ts";
import { textOfValue } from "../../core/text-of-value.ts";
import type { Fault, FaultPlace } from "../../operations/fault.ts";
import { returnedBy } from "../../operations/readers/returned-fields.ts";
import { carriedBy } from "../../operations/readers/readers.ts";
import { listed } from "../../core/prose.ts";
import { isByNobody } from "../../exposure/by-nobody.ts";
import { isOfferedToPublic } from "../../exposure/offered-to-public.ts";
import { isOfPublicRegister } from "../../exposure/open-records.ts";
import { isOwn } from "../../exposure/principals.ts";
import { isReferenceData } from "../../exposure/reference-data.ts";
import { statedBy } from "../../exposure/said.ts";
import { statedIn } from "../../lexicon/statements.ts";
import type { Operation } from "../../model/api.ts";
import { headerTexts } from "../../model/header-texts.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";

/** A response with personal data may be kept by caches that many share. */
export const cacheableResponse: Rule = {
  id: "cacheable-response",
  title: "Response with personal data may be stored by shared caches",
  owasp: ["API8:2023"],
  cwe: [524, 525],
  asvs: ["V14.2.2", "V14.2.5"],
  confidence: "likely",

  rationale: prose`
    Any proxy or CDN on the way may store a response that is marked public, and serve it to the next caller who requests
    the same URL.
  `,
  exploit: prose`
    An attacker requests a URL shortly after another user. The proxy between them stored the response, because it was
    marked public, and serves it again. The attacker reads the other user's data without that user's credentials.
  `,
  remediation: prose`
    Send "Cache-Control: no-store" with personal data (RFC 9111, section 5.2.2), and "Cache-Control: public" only with data that is the
    same for everyone.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /me:
            get:
              responses:
                "200":
                  description: The caller.
                  headers:
                    Cache-Control: # ✗
                      schema:
                        type: string
                        example: public, max-age=3600
                  content:
                    application/json:
                      schema:
                        properties:
                          email:
                            type: string
      `,
    ],
    good: [
      yaml`
        paths:
          /me:
            get:
              responses:
                "200":
                  description: The caller.
                  headers:
                    Cache-Control:
                      schema:
                        type: string
                        example: private, max-age=60
                  content:
                    application/json:
                      schema:
                        properties:
                          email:
                            type: string
          /shops:
            get:
              responses:
                "200":
                  description: The shops.
                  headers:
                    Cache-Control:
                      schema:
                        type: string
                        example: public, max-age=3600
                  content:
                    application/json:
                      schema:
                        properties:
                          name:
                            type: string
      `,
    ],
  },

  *check(api) {
    yield* gatewayFaults(api);
    const spots: (FaultPlace & { readonly operation: Operation })[] = [];
    const told: AssessedFlow[] = [];
    for (const operation of api.operations) {
      if (operation.operationKind !== "path" || operation.method !== "GET") continue;
      const header = operation.responses
        .filter(({ statusClass }) => statusClass === "2xx")
        .flatMap(({ headers }) => headers)
        .find(isShared);
      if (header === undefined) continue;
      // What everybody may have anyway, a cache gives to nobody who could not ask for it.
      if (isForEverybody(api, operation)) continue;
      const flows = [...returnedBy(api, operation).values()];
      if (flows.length === 0 && !isOfCaller(operation, api.info.description ?? "") && !isBelowUnstored(api, operation))
        continue;
      for (const flow of flows) told.push(flow);
      spots.push({ at: placeOf(header), operation, witness: `2xx header ${header.name}` });
    }
    if (spots.length === 0) return;
    yield {
      at: spots[0]!.at,
      cause: "",
      places: spots,
      message: `Shared caches may store ${told.length > 0 ? carriedBy(told, 5, "plural") : spots.every(({ operation }) => isOfCaller(operation, api.info.description ?? "")) ? "the caller's own data" : "data that requires a credential"} from ${listed(
        spots.map(({ operation }) => operation.id),
        3,
      )}`,
    };
  },
};

/** Responses that a gateway is to keep by what was asked for, and not by who asked. */
function* gatewayFaults(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) => {
    const cached = gatewayCacheOf(operation);
    if (operation.access !== "secured" || cached === undefined || isByCaller(cached.keys, operation)) return [];
    const isPersonal = returnedBy(api, operation).size > 0 || isOfCaller(operation, api.info.description ?? "");
    return isPersonal ? [{ operation, at: cached.at }] : [];
  });
  if (found.length === 0) return;
  yield {
    at: found[0]!.at,
    cause: "gateway",
    title: "Gateway caches responses without the caller in the key",
    rationale: prose`
      A gateway that caches returns the stored response to whoever sends the same key. If nothing in the key identifies the
      caller, one caller gets what was stored for another, and the service is not asked again.
    `,
    exploit: prose`
      An attacker with an account of their own repeats the call with common values for a while. Whenever another caller asked
      shortly before, the gateway returns what it stored for them.
    `,
    remediation: prose`
      Add the credential to the cache key, or switch off caching for this operation. The parameter is
      method.request.header.Authorization, under cacheKeyParameters.
    `,
    places: found.map(({ operation, at }) => ({ at, operation })),
    message: `The gateway's cache key of ${listed(
      found.map(({ operation }) => operation.id),
      3,
    )} has nothing that identifies the caller`,
    evidence: ["It takes effect where the stage has a cache, which this description does not show."],
  };
}

/** What Amazon API Gateway keeps responses of an operation by. */
function gatewayCacheOf({ node }: Operation): { readonly keys: readonly string[]; readonly at: Place } | undefined {
  const keys = member(member(node.value, INTEGRATION), "cacheKeyParameters");
  if (!Array.isArray(keys) || keys.length === 0) return undefined;
  const pointer = [INTEGRATION, "cacheKeyParameters"].reduce(childPointer, node.pointer);
  return { keys: keys.map(textOfValue), at: { file: node.source.file, pointer } };
}

const INTEGRATION = "x-amazon-apigateway-integration";

/** Whether one of the keys is a credential, or what the authorizer knows of the caller. */
function isByCaller(keys: readonly string[], { security }: Operation): boolean {
  const headers = (security?.alternatives ?? []).flatMap(({ schemes }) =>
    schemes.map(({ scheme }) => (scheme?.parameterName ?? "authorization").toLowerCase()),
  );
  return keys.some((key) => {
    const name = key.toLowerCase().split(".").at(-1) ?? "";
    return headers.includes(name) || CREDENTIAL.test(name) || /(?:^|\.)context\.(?:authorizer|identity)\b/.test(key);
  });
}

/** Headers and parameters that differ with the caller. */
const CREDENTIAL = /^(?:authorization|cookie|x-api-key|x-[\w-]*(?:token|user|tenant|account)[\w-]*|[\w-]*token)$/;

/**
 * Whether an open read gives the same to all who ask, and is meant to: open data, a feed of a standard, what also stands on a public
 * page. What is of one thing alone may be opened by knowing its name, and outlives there what took it back.
 */
function isForEverybody(api: AssessedApi, operation: Operation): boolean {
  if (!isByNobody(operation) || isOwn(operation)) return false;
  if (isReferenceData(api, operation)) return true;
  return !operation.path.includes("{") && (isOfPublicRegister(api.tags)(operation) || isOfferedToPublic(operation));
}

/** Whether what comes back depends on who calls, though nothing in it is known to be somebody's: "The employee is that of the token". */
function isOfCaller(operation: Operation, about: string): boolean {
  if (operation.access !== "secured") return false;
  return isOwn(operation) || statedBy(operation).has("own-only") || statedIn(about).has("own-only");
}

/** Whether it needs a credential and is part of a thing that no cache may keep: `/cases/{id}/photos` below `/cases/{id}`. */
function isBelowUnstored({ operations }: AssessedApi, { access, path }: Operation): boolean {
  return (
    access === "secured" &&
    operationsAbove(operations, path).some(
      (one) =>
        one.method === "GET" &&
        one.path.endsWith("}") &&
        one.path !== path &&
        one.responses.some(
          ({ statusClass, headers }) =>
            statusClass === "2xx" &&
            headers.some(
              (header) =>
                /^cache-control$/i.test(header.name) && headerTexts(header).some((text) => /no-store/i.test(text)),
            ),
        ),
    )
  );
}

/** Headers by which caches before a server are told what the browser's is not (RFC 9213; Edge Architecture Specification). */
const FOR_SHARED_CACHES = /^(?:surrogate-control|(?:[a-z]+-)?cdn-cache-control)$/i;

/** Whether a header says that shared caches may keep the response (RFC 9111, sections 5.2.2.9 and 5.2.2.10). */
function isShared(header: Header): boolean {
  const { name } = header;
  const isForShared = FOR_SHARED_CACHES.test(name);
  if (!isForShared && !/^cache-control$/i.test(name)) return false;
  const texts = headerTexts(header);
  return (
    texts.some((text) => /\bpublic\b|\bs-maxage=[1-9]/i.test(text) || (isForShared && /\bmax-age=[1-9]/i.test(text))) &&
    !texts.some((text) => /no-store|private/i.test(text))
  );
}
