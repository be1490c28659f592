import { operationsAbove } from "../../model/operations-on-path.ts";
import { prose, yaml } from "../../core/prose.ts";
import { placeOf, type Header } from "../../model/api.ts";
import type { Rule } from "../rule.ts";
import type { FaultPlace } from "../../operations/fault.ts";
import { returnedBy } from "../../operations/readers/returned-fields.ts";
import { carriedBy } from "../../operations/readers/readers.ts";
import { listed } from "../../core/prose.ts";
import { isOwn } from "../../exposure/principals.ts";
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
    const spots: (FaultPlace & { readonly operation: Operation })[] = [];
    const told: AssessedFlow[] = [];
    for (const operation of api.operations) {
      if (operation.operationKind !== "path" || operation.method !== "GET") continue;
      const header = operation.responses
        .filter(({ statusClass }) => statusClass === "2xx")
        .flatMap(({ headers }) => headers)
        .find(isShared);
      if (header === undefined) continue;
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
