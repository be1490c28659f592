import { isSaidForAdministrators } from "../../exposure/administration.ts";
import { evidentCredentials } from "../../exposure/evident-credential.ts";
import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { capitalized } from "../../core/sentence.ts";
import type { Rule } from "../rule.ts";
import { isForStrangers, isUnsaid } from "../../operations/strangers.ts";
import { requestFields } from "../../operations/request-fields.ts";
import { quotedSentence } from "../../operations/quoted-sentences.ts";
import { statedOfField, statedUnderSummary } from "../../operations/stated.ts";
import type { Operation } from "../../model/api.ts";
import type { Fault } from "../../operations/fault.ts";
import { saysTypesAndSize, uploadsOf, type Upload } from "../../operations/inputs/uploads.ts";
import { withKeyword } from "../../operations/fixes/keyword-changes.ts";

/** A file of any kind and any size is taken. */
export const unrestrictedUpload: Rule = {
  id: "unrestricted-upload",
  title: "File upload without limits on type or size",
  alsoKnownAs: ["file upload"],
  owasp: ["API4:2023", "API8:2023"],
  cwe: [434, 770],
  asvs: ["V5.1.1", "V5.2.1", "V5.2.2", "V5.3.1"],
  confidence: "likely",

  rationale: prose`
    Files without a size limit fill the server's disk or memory, and cost money. A file of any type can be a web page
    with a script, which runs in the browser of anyone who opens it, or a program, which the server may execute if it is
    stored among the server's own programs.
  `,
  exploit: prose`
    An attacker uploads a web page with a script as a profile picture. It is served from the API's own host, and anyone
    who opens it runs the script with their session. Another attacker uploads a file of a hundred gigabytes and fills
    the disk.
  `,
  remediation: prose`
    Declare the accepted media types: in the "encoding" object for a part of a multipart body, otherwise as the media
    type of the body. Declare the size limit as maxLength, and describe a 413 response. Reject all other files before
    storing them, generate the file names, and serve the stored files as downloads, from a separate host.
  `,
  fixes: [
    {
      name: "Limit the size of the file",
      certainty: "suggested",
      // Which types are accepted the description cannot tell: where these are missing too, a limit does not close it.
      requires: ({ cause }) =>
        ["any size", "known", "forgotten"].includes(cause)
          ? "The service rejects larger files before it stores them, with 413, and checks their type. 10 MB is a proposal."
          : undefined,
      changes: (api, { at }) => withKeyword(api, at, "maxLength", 10_000_000, { types: ["string"] }),
    },
  ],

  examples: {
    bad: [
      yaml`
        security:
          - token: []
        paths:
          /me/picture:
            put:
              security: []
              requestBody:
                content:
                  multipart/form-data:
                    schema:
                      properties:
                        picture: # ✗
                          type: string
                          format: binary
          /attachments:
            post:
              requestBody:
                content:
                  application/octet-stream:
                    schema: # ✗
                      type: string
                      format: binary
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        paths:
          /me/picture:
            put:
              requestBody:
                content:
                  multipart/form-data:
                    schema:
                      properties:
                        picture:
                          type: string
                          format: binary
                    encoding:
                      picture:
                        contentType: image/png, image/jpeg
              responses:
                "413":
                  description: Larger than 2 MB.
          /me/resume:
            put:
              requestBody:
                content:
                  application/pdf:
                    schema:
                      type: string
                      format: binary
                      maxLength: 2000000
      `,
    ],
  },

  *check(api) {
    const all = api.operations
      .filter((operation) => operation.operationKind === "path" && !isUnsaid(api, operation))
      .flatMap((operation) => uploadsOf(operation).map((upload) => ({ ...upload, operation })));
    // What is limited elsewhere has been thought of, and here forgotten.
    const limited = all.find(({ hasSize, hasKind }) => hasSize && hasKind)?.operation;
    const uploads = all.filter(({ hasSize, hasKind, isDescribed, operation }) =>
      isForStrangers(api, operation) ? !hasSize || !hasKind : isDescribed && !hasSize && !hasKind,
    );
    const kindOf = ({ hasSize, hasKind, isDescribed, operation }: (typeof uploads)[number]): Kind =>
      !isForStrangers(api, operation)
        ? limited === undefined
          ? "known"
          : "forgotten"
        : !isDescribed
          ? "undescribed"
          : hasSize
            ? "any kind"
            : hasKind
              ? "any size"
              : "any";
    const isEvident = evidentCredentials(api);
    yield* saidFaults(all);
    for (const [kind, found] of grouped(
      uploads.filter((upload) => saidOf(upload) === undefined),
      kindOf,
    )) {
      const names = [...new Set(found.map(({ name }) => (name === undefined ? "the body" : quoted(name))))];
      const operations = [...new Set(found.map(({ operation }) => operation.id))];
      const { title, exploit, what, mitigations } = KINDS[kind];
      const isByHolders = found.every(({ operation }) => operation.access === "unstated" && isEvident(operation));
      yield {
        at: found[0]!.at,
        cause: kind,
        ...(title === undefined ? {} : { title }),
        ...(exploit === undefined ? {} : { exploit }),
        places: found.map(({ at, operation, witness }) => ({ at, operation, witness })),
        message: capitalized(`${listed(names, 3)} of ${listed(operations, 3)} ${what}`),
        ...(kind === "forgotten" ? { evidence: [`In contrast, the upload of ${limited!.id} is limited.`] } : {}),
        mitigations: [
          ...mitigations,
          // Whoever sends a credential is known, and can be stopped, though no requirement says so.
          ...(found.every(({ operation }) => isSaidForAdministrators(api, operation))
            ? ["the description says that only administrators may send it"]
            : []),
          ...(isByHolders && kind !== "known" ? ["calls seem to need a credential, so senders are known"] : []),
        ],
      };
    }
  },
};

interface Sent extends Upload {
  readonly operation: Operation;
}

/** The sentence by which files of any kind are taken, or kept and served as they came. */
function saidOf({ name, operation }: Sent): string | undefined {
  const own = statedUnderSummary(operation).get("any-file");
  if (own !== undefined) return own;
  const field = requestFields(operation).find((one) => one.in === "body" && one.name === (name ?? ""));
  return field === undefined ? undefined : statedOfField(field, operation, "any-file");
}

/** Files that, by a text, are taken of any kind, or kept and served as they came, whoever sends them: one fault of each operation. */
function* saidFaults(uploads: readonly Sent[]): Generator<Fault> {
  const seen = new Set<Operation>();
  for (const upload of uploads) {
    const sentence = saidOf(upload);
    const { operation, at, witness, name } = upload;
    if (sentence === undefined || seen.has(operation) || saysTypesAndSize(operation) || refusesBySize(upload)) continue;
    seen.add(operation);
    yield {
      at,
      cause: `said ${operation.method} ${operation.pathItem.path}`,
      title: "Uploaded files are accepted or served without checks",
      places: [{ at, operation, witness }],
      message: `${name === undefined ? "The body" : quoted(name)} of ${operation.id} is accepted or served without checks: ${quotedSentence(sentence)}`,
    };
  }
}

/** Whether a file is limited in words, and what is too large has a refusal of its own (413): whoever wrote that checks it. */
function refusesBySize({ name, operation }: Sent): boolean {
  const field = requestFields(operation).find((one) => one.in === "body" && one.name === (name ?? ""));
  return (
    // Of strangers' files the size alone settles nothing.
    operation.access !== "anonymous" &&
    !ANY_FILE.test(field?.description ?? "") &&
    operation.responses.some(({ status }) => status === "413") &&
    /\b\d[\d.,]* ?(?:[KMGT]i?B|(?:kilo|mega|giga)bytes?|(?:Kilo|Mega|Giga)octets?|[KMG]o)\b/.test(
      field?.description ?? "",
    )
  );
}

/** Whatever it is: the size alone says nothing of what is stored. */
const ANY_FILE = /\bany (?:file|type|kind|format)\b/i;

type Kind = "forgotten" | "any" | "any size" | "any kind" | "undescribed" | "known";

const KINDS: Readonly<
  Record<
    Kind,
    {
      readonly title?: string;
      readonly exploit?: string;
      readonly what: string;
      readonly mitigations: readonly string[];
    }
  >
> = {
  any: { what: "can be uploaded by anyone, with any type and size", mitigations: [] },
  "any size": {
    title: "File upload without a size limit",
    exploit: "An attacker uploads files of many gigabytes until the disk is full.",
    what: "can be uploaded by anyone, with any size",
    mitigations: ["the type of the file is limited"],
  },
  "any kind": {
    title: "File upload without a type restriction",
    what: "can be uploaded by anyone, with any type",
    mitigations: ["the size of the file is limited"],
  },
  undescribed: {
    title: "File upload that the description does not define",
    what: "is a file, judging by the operation, but the description does not define it",
    mitigations: [],
  },
  forgotten: {
    what: "may have any type and size, but others are limited",
    mitigations: ["nothing indicates public access"],
  },
  known: {
    what: "may have any type and size",
    mitigations: ["nothing indicates public access"],
  },
};
