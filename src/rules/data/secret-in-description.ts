import { grouped } from "../../core/grouped.ts";
import { member } from "../../core/json-value.ts";
import { childPointer, type Place } from "../../core/place.ts";
import { prose, quoted, yaml } from "../../core/prose.ts";
import type { ClassifiedField } from "../../data/flows/flow.ts";
import { isSaidMissing } from "../../data/classify/contradicted-secret.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import { maskOf } from "../../data/values/revealing.ts";
import { isMadeUp } from "../../data/values/secret-shapes.ts";
import type { Api, Operation } from "../../model/api.ts";
import type { Fault } from "../../operations/fault.ts";
import { gatewayKeysOf } from "../../data/values/gateway-keys.ts";
import { publishedValues, type PublishedValue } from "../../data/values/published-values.ts";
import { placeholderFix } from "../../operations/fixes/placeholder-fixes.ts";
import type { Rule } from "../rule.ts";
import { spotsOfValues } from "../../operations/readers/published-spots.ts";

/** A credential stands in the description. */
export const secretInDescription: Rule = {
  id: "secret-in-description",
  title: "The description contains a credential",
  alsoKnownAs: ["hard-coded credentials", "leaked secret"],
  owasp: ["API8:2023"],
  cwe: [798, 540],
  asvs: ["V13.3.1"],
  confidence: "likely",

  rationale: prose`
    Descriptions are copied into portals, client libraries, tickets and chats, and their history keeps what is removed
    later. A real key that is pasted as an example still grants access, and key scanners find it within minutes.
  `,
  exploit: prose`
    An attacker scans public descriptions and repositories for keys and finds this one within minutes. It still works,
    because it was copied from a real call. The attacker makes calls as its owner, and removing the text does not undo
    them.
  `,
  remediation: prose`
    Revoke the credential if the service accepts it, or ever accepted it: it is compromised. Then put a placeholder in the
    description that is clearly no credential, and search for other uses of the original value.
  `,
  fixes: [placeholderFix],

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://deploy:kT9vQ2mZ@api.acme.io # ✗
        paths:
          /exports:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        bucketKey:
                          type: string
                          default: AKIAQ3ZKR7T2M5XWV6UB # ✗
                        password:
                          type: string
                          default: Welcome1 # ✗
      `,
      yaml`
        paths:
          /exports:
            post:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        bucketKey:
                          type: string
                          example: AKIAQ3ZKR7T2M5XWV6UB # ✗
      `,
    ],
    good: [
      yaml`
        servers:
          - url: https://api.acme.io
        paths:
          /exports:
            post:
              description: Call with postgres://USER:PASSWORD@HOST/exports or https://{user}:{password}@host.
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        bucketKey:
                          type: string
                          example: AKIAIOSFODNN7EXAMPLE
                        webhookKey:
                          type: string
                          example: whsec_xxxxxxxxxxxxxxxxxxxxxxxx
      `,
    ],
  },

  *check(api) {
    const secrets = publishedValues(api).filter((one) => one.kind === "secret" && !one.isMadeUp && !one.isByName);
    for (const group of grouped(secrets, ({ value }) => value).values()) {
      const { is, masked, at } = group[0]!;
      yield {
        at,
        // The place within it may move; the credential is the fault.
        cause: `${is} ${masked}`,
        places: spotsOfValues(api, group),
        message: `${is[0]!.toUpperCase()}${is.slice(1)} appears in the description: ${masked}`,
        mitigations: mitigationsOf(group),
      };
    }
    for (const { at, header, masked, isToken } of keysInTexts(api))
      yield {
        at,
        cause: `key ${masked}`,
        title: "An API key appears in the text of the description",
        message: `A value of ${quoted(header)} in the text of the description looks like a working key: ${masked}`,
        mitigations: ["the key may never have been valid", ...(isToken ? ["tokens expire"] : [])],
      };
    yield* gatewayKeys(api);
    for (const field of api.data.fields) {
      const at = defaultOf(field);
      if (at === undefined) continue;
      yield {
        at,
        cause: `default ${field.owner ?? ""} ${field.name}`,
        title: "A credential has a default value",
        exploit: "An attacker tries the default on every installation that they find.",
        message: `${quoted(field.name)} has a known default value`,
        fields: [field],
        mitigations: [
          "the service may reject the default value",
          ...(IN_PARAMETER.test(at.pointer)
            ? ["the value is an example of what callers send, not a setting of the service"]
            : []),
        ],
      };
    }
  },
};

/** Values that texts send in the header of one of the API's own keys, and that nobody made up: `curl -H "X-Key: …"`. */
function* keysInTexts({
  info,
  operations,
  securitySchemes,
}: Api): Generator<{ at: Place; header: string; masked: string; isToken: boolean }> {
  const headers = new Map<string, Sent["header"]>();
  for (const [turn, { parameterName: header }] of securitySchemes.entries())
    if (header !== undefined && /^[\w-]{2,60}$/.test(header) && !headers.has(header.toLowerCase()))
      headers.set(header.toLowerCase(), { header, turn });
  const texts = [info, ...operations, ...securitySchemes].flatMap(({ description, node }) =>
    description === undefined
      ? []
      : [{ text: description, at: { file: node.source.file, pointer: childPointer(node.pointer, "description") } }],
  );
  const sent = [...texts, ...operations.flatMap(samplesOf)].flatMap(({ text, at }) =>
    [...valuesSentIn(text.slice(0, LONGEST), headers), ...valuesSentAnyhow(text.slice(0, LONGEST))].map((one) => ({
      ...one,
      at,
    })),
  );
  const seen = new Set<string>();
  for (const { header, value, at } of sent.toSorted((a, b) => a.header.turn - b.header.turn)) {
    if (seen.has(value) || !/\d/.test(value) || !/[a-z]/i.test(value) || isMadeUp(value)) continue;
    seen.add(value);
    yield {
      at,
      header: header.header,
      isToken: header.isToken === true,
      masked: maskOf(value, Math.min(4, value.indexOf("-") + 1)),
    };
  }
}

interface Sent {
  readonly header: { readonly header: string; readonly turn: number; readonly isToken?: boolean };
  readonly value: string;
}

/** What a call in a text sends as a bearer token, or in its query under a name that keys have, whatever schemes there are. */
function valuesSentAnyhow(text: string): readonly Sent[] {
  return [...text.matchAll(BEARER_OR_QUERY)].flatMap(({ 1: bearer, 2: name, 3: queried }) => {
    const value = bearer ?? queried ?? "";
    // A JSON Web Token is known by itself.
    return value.startsWith("eyJ")
      ? []
      : [{ header: { header: name ?? "Authorization", turn: LAST, isToken: bearer !== undefined }, value }];
  });
}

const LAST = 1_000_000;
const BEARER_OR_QUERY =
  /\bAuthorization["']?\s{0,3}[:=]\s{0,3}["']?(?:Bearer|Token)\s+([\w.~+/-]{20,200}={0,2})|[?&]((?:api|access|auth)[-_]?(?:key|token)|apikey|token)=([\w.~-]{20,200})/gi;

/** The code of samples that documentation shows beside an operation: `x-code-samples` of several generators. */
function samplesOf({ node }: Operation): readonly { readonly text: string; readonly at: Place }[] {
  return SAMPLES.flatMap(({ keys, code }) => {
    const list = keys.reduce(member, node.value);
    if (!Array.isArray(list)) return [];
    return list.flatMap((one: unknown, index) => {
      const text = member(one, code);
      const pointer = [...keys, index, code].reduce<string>(childPointer, node.pointer);
      return typeof text === "string" ? [{ text, at: { file: node.source.file, pointer } }] : [];
    });
  });
}

const SAMPLES = [
  { keys: ["x-code-samples"], code: "source" },
  { keys: ["x-codeSamples"], code: "source" },
  { keys: ["x-readme", "code-samples"], code: "code" },
] as const;

/** What a text gives to names, each by what is known of the name: a name may be the end of a longer one, behind a hyphen. */
function valuesSentIn<Known>(
  text: string,
  names: ReadonlyMap<string, Known>,
): readonly { readonly header: Known; readonly value: string }[] {
  return [...text.matchAll(SENT)].flatMap(({ index, 1: value = "" }) => {
    const before = /(?<![\w-])[\w-]+$/.exec(text.slice(Math.max(0, index - 61), index))?.[0].toLowerCase() ?? "";
    return [...before.matchAll(/\b/g)].flatMap((edge) => {
      const header = names.get(before.slice(edge.index));
      return header === undefined ? [] : [{ header, value }];
    });
  });
}

/** What stands between a name and the value that is sent by it; the value is looked at and left, since it may end in a name. */
const SENT = /(?<=[\w-])["']?\s{0,3}[:=](?=\s{0,3}["']?([\w.~+/-]{20,200}={0,2}))/g;

/** Keys by which a gateway calls the service behind it, written into the mapping of its requests. */
function* gatewayKeys(api: Api): Generator<Fault> {
  for (const [, group] of grouped(gatewayKeysOf(api.operations), ({ value }) => value)) {
    const { name, value, at } = group[0]!;
    const masked = maskOf(value, 0);
    yield {
      at,
      cause: `gateway ${name}`,
      title: "The description contains the key that the gateway sends to the service behind it",
      places: group.map((one) => ({ at: one.at, operation: one.operation })),
      message: `The gateway sends ${quoted(name)} with a fixed value that looks like a working key: ${masked}`,
    };
  }
}

/** So much of a text is looked at. */
const LONGEST = 20_000;

/** Where the default of a password or key stands, of which there is one for everybody. */
function defaultOf({ node, category, confidence, sensitivity }: ClassifiedField): Place | undefined {
  if (!isCredential(category) || confidence === "possible" || sensitivity !== "restricted") return undefined;
  for (const keys of [["default"], ["schema", "default"]]) {
    const value = keys.reduce(member, node.value);
    if (typeof value === "string" && value.trim().length > 1 && !NO_VALUE.test(value) && !isSaidMissing(value))
      return { file: node.source.file, pointer: keys.reduce<string>(childPointer, node.pointer) };
  }
  return undefined;
}

/** Where what a single call sends is described: a default there is what a form is filled in with. */
const IN_PARAMETER = /\/parameters\/[^/]+(?:\/schema)?\/default$/;

/** Words for nothing, for a place to fill in, and what a scheme begins with. */
const NO_VALUE =
  /^(?:null|none|undefined|string|n\/a|bearer|basic|token|change[-_ ]?me)$|[<>{}*]|\.\.\.|^your|^x+$|^(?:bearer|basic) /i;

/** What speaks for a credential of which a description is full: one that does little, or may be made up. */
function mitigationsOf(group: readonly PublishedValue[]): string[] {
  const { isWeak } = group[0]!;
  return [
    ...(group.every(({ role }) => role === "example") ? ["it is in an example and may never have been valid"] : []),
    ...(isWeak === "token" ? ["tokens expire"] : []),
    ...(isWeak === "restricted" ? ["keys of this kind have restricted uses"] : []),
  ];
}
