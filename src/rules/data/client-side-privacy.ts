import { prose, yaml } from "../../core/prose.ts";
import type { Rule } from "../rule.ts";
import { isAbove } from "../../core/exposure-words.ts";
import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { leftToClient } from "../../operations/said-of-client.ts";
import { isForStrangers } from "../../operations/strangers.ts";
import { privacyFlag } from "../../exposure/privacy-setting.ts";
import { carriedBy, fieldsOfFlows, operationsOfFlows } from "../../operations/readers/readers.ts";
import { grouped } from "../../core/grouped.ts";
import { listed, quoted } from "../../core/prose.ts";
import { isAdministration } from "../../exposure/administration.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { keyword, targetOf, type Schema } from "../../model/schema.ts";
import { showsByDefault } from "../../operations/broken-promises.ts";
import type { Fault } from "../../operations/fault.ts";
import { quotedSentences } from "../../operations/quoted-sentences.ts";

/** A privacy setting is left to the app. */
export const clientSidePrivacy: Rule = {
  id: "client-side-privacy",
  title: "Privacy setting is enforced only by the app",
  owasp: ["API3:2023", "API1:2023"],
  cwe: [602, 359],
  asvs: ["V8.3.1", "V8.2.3"],
  confidence: "likely",

  rationale: prose`
    The response contains a person's privacy setting together with the data that the setting should hide. Only the app
    hides the data; anyone who calls the API directly sees it all. This is how a fitness company exposed users with
    private profiles.
  `,
  exploit: prose`
    An attacker calls the operation directly and reads the raw response. The user has chosen to be private and the app
    would hide the profile, but the response contains it next to the privacy flag. People who hide for a reason, for
    example from a stalker, can be found.
  `,
  remediation: prose`
    Enforce the setting on the server: for a user whose profile is private, return only what others may see. Do not
    return the setting to others either.
  `,

  examples: {
    bad: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /accounts:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        password:
                          type: string
          /users/{id}:
            get:
              responses:
                "200":
                  description: The user.
                  content:
                    application/json:
                      schema:
                        $ref: "#/components/schemas/User"
        components:
          schemas:
            User:
              properties:
                id:
                  type: string
                gender:
                  type: string
                isPrivate: # ✗
                  type: boolean
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /accounts:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        password:
                          type: string
          /users/{id}:
            get:
              responses:
                "200":
                  description: The user, as far as they want to be seen.
                  content:
                    application/json:
                      schema:
                        $ref: "#/components/schemas/VisibleUser"
        components:
          schemas:
            VisibleUser:
              properties:
                id:
                  type: string
                gender:
                  type: string
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
      yaml`
        servers:
          - url: https://api.acme.io
        security:
          - token: []
        paths:
          /accounts:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        password:
                          type: string
          /me:
            get:
              responses:
                "200":
                  description: The caller.
                  content:
                    application/json:
                      schema:
                        $ref: "#/components/schemas/User"
        components:
          schemas:
            User:
              properties:
                id:
                  type: string
                gender:
                  type: string
                isPrivate:
                  type: boolean
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const found = new Map<Schema, { flag: Schema; name: string; flows: AssessedFlow[] }>();
    for (const operation of api.operations) {
      for (const flow of api.whose.exposedBy(operation)) {
        if (
          (flow.via !== "body" && flow.via !== "embedded") ||
          flow.subject === "caller" ||
          !flow.principal ||
          !isAbove(flow.field.sensitivity, "internal")
        )
          continue;
        // The wish must be that person's: a private repository is not a private owner.
        for (const { schema } of flow.path.slice(flow.principalAt)) {
          const flag = privacyFlag(schema);
          if (flag === undefined || !isPromise(api, operation, flag)) continue;
          const group = found.get(schema) ?? { ...flag, flows: [] };
          found.set(schema, group);
          group.flows.push(flow);
        }
      }
    }
    for (const { flag, name, flows: all } of found.values()) {
      const flows = hiddenBy(name, all);
      const operations = [...new Set(flows.map(({ operation }) => operation))];
      yield {
        at: placeOf(flag),
        cause: `${name} ${operations.map(({ pathItem }) => pathItem.path).toSorted()[0]}`,
        places: operations.map((operation) => ({ at: placeOf(flag), operation, witness: `2xx ${name}` })),
        fields: fieldsOfFlows(flows),
        message: `${quoted(name)} is returned with the ${carriedBy(flows)} that it should hide, in ${operationsOfFlows(flows)}`,
        evidence: ["Returning the setting to others suggests that only the client enforces it."],
      };
    }
    yield* defaultFaults(api);
  },
};

/** What a flag hides that names it, as `hide_address` does: that alone. One that names nothing of what comes back hides all of it. */
function hiddenBy(name: string, flows: readonly AssessedFlow[]): readonly AssessedFlow[] {
  const [first = "", ...named] = wordsOf(name);
  const lexicon = flows[0]?.operation.lexicon;
  if (named.length === 0 || lexicon?.is(first, "shows-or-hides") !== true) return flows;
  const bound = flows.filter(({ field }) => {
    const told = new Set([...wordsOf(field.name), ...field.category.split(/[._]/)]);
    return named.some((word) => told.has(word));
  });
  return bound.length === 0 ? flows : bound;
}

/**
 * Whether a setting promises somebody that others do not see what it stands beside. What an example alone shows, and whether nobody is
 * logged in, is a state; that something is hidden, or who sees it, may be one of a list, where no strangers call. A text that the client
 * hides tells that it is none.
 */
function isPromise(
  api: AssessedApi,
  operation: Operation,
  { flag, name }: NonNullable<ReturnType<typeof privacyFlag>>,
): boolean {
  const isState = flag.isInferred || targetOf(flag).isInferred || isAnonymity(name, operation);
  const isOfList = operation.lexicon.is(wordsOf(name).at(-1) ?? "", "state-of-entry");
  return (!isState && (!isOfList || isForStrangers(api, operation))) || leftToClient(operation).length > 0;
}

function isAnonymity(name: string, { lexicon }: Operation): boolean {
  return lexicon.is(wordsOf(name).at(-1) ?? "", "anonymous");
}

/** Reads that show people who do not want to be shown, unless the caller asks to leave them out: one fault of each name. */
function* defaultFaults(api: AssessedApi): Generator<Fault> {
  const found = api.operations.flatMap((operation) =>
    isAdministration(operation) || api.assessed(operation).judgedAs === "private"
      ? []
      : showsByDefault(operation).map((parameter) => ({ operation, parameter })),
  );
  for (const [name, spots] of grouped(found, ({ parameter }) => parameter.name)) {
    const { parameter } = spots[0]!;
    yield {
      at: placeOf(parameter),
      cause: `default ${name}`,
      title: "People who do not want to be shown are returned by default",
      places: spots.map((spot) => ({
        at: placeOf(spot.parameter),
        operation: spot.operation,
        witness: `query ${name}`,
      })),
      message: `${listed([...new Set(spots.map(({ operation }) => operation.id))], 3)} ${spots.length === 1 ? "returns" : "return"} people who asked not to be shown, unless the caller sets ${quoted(name)} to ${JSON.stringify(keyword(parameter.schema!, "default") !== true)}`,
      rationale: prose`
        Whether people are shown is theirs to decide. Here the caller decides it with a parameter, and the default shows
        all. Whoever leaves the parameter out, or sets it, gets the people who had asked not to be found.
      `,
      exploit:
        "An attacker makes an ordinary call without the parameter, and finds a person who had asked not to be listed.",
      remediation: prose`
        Never return these people to ordinary callers, whatever the parameter says. If staff need them, give staff an
        operation or a scope of its own.
      `,
      ...(parameter.description === undefined ? {} : quotedSentences([parameter.description])),
    };
  }
}
