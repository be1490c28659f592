import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { grouped } from "../../core/grouped.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import { isAdministration } from "../../exposure/administration.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import type { Operation } from "../../model/api.ts";
import type { Fault } from "../../operations/fault.ts";
import { namedTwice, type NamedTwice } from "../../operations/named-twice.ts";
import { quotedSentence } from "../../operations/quoted-sentences.ts";
import type { RequestField } from "../../operations/request-fields.ts";
import { wordsOf } from "../../lexicon/name-tokens.ts";
import type { Rule } from "../rule.ts";

/** A change whose path says what it is about, and whose body must say it again. */
export const bolaTargetNamedTwice: Rule = {
  id: "bola-target-named-twice",
  title: "Object is named in two places (BOLA)",
  alsoKnownAs: ["BOLA", "IDOR", "broken object level authorization", "parameter mismatch", "confused deputy"],
  owasp: ["API1:2023"],
  cwe: [639, 863],
  asvs: ["V8.2.2"],
  confidence: "likely",

  rationale: prose`
    The request names the object twice, and the description does not say that the two must agree. If the service checks
    permission on one and acts on the other, a caller with access to one object can change objects of others.
  `,
  exploit: prose`
    An attacker puts the ID of their own object into the path or header, where the service checks permission, and the ID
    of another customer's object into the body. The check passes. The service then reads the ID from the body and
    changes the other customer's object.
  `,
  remediation: prose`
    Take the object's ID from one place, preferably the path, and remove the field from the request or mark it readOnly.
    If the field has to stay, refuse requests in which the two IDs differ, document this in the field's description, and
    test the refusal.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - token: []
        paths:
          /vaults/{vaultId}/items:
            post:
              parameters:
                - name: vaultId
                  in: path
                  required: true
                  schema:
                    type: string
              requestBody:
                content:
                  application/json:
                    schema:
                      required: [title, vault]
                      properties:
                        title:
                          type: string
                        vault:
                          type: object
                          required: [id]
                          properties:
                            id: # ✗
                              type: string
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
    good: [
      yaml`
        security:
          - token: []
        paths:
          /vaults/{vaultId}/items:
            post:
              parameters:
                - name: vaultId
                  in: path
                  required: true
                  schema:
                    type: string
              requestBody:
                content:
                  application/json:
                    schema:
                      required: [title, vault]
                      properties:
                        title:
                          type: string
                        vault:
                          type: object
                          required: [id]
                          properties:
                            id:
                              type: string
                              description: Must match the vault in the path; other values are refused.
          /vaults/{vaultId}:
            put:
              parameters:
                - name: vaultId
                  in: path
                  required: true
                  schema:
                    type: string
              requestBody:
                content:
                  application/json:
                    schema:
                      required: [vaultId, title]
                      properties:
                        vaultId:
                          type: string
                        title:
                          type: string
        components:
          securitySchemes:
            token:
              type: http
              scheme: bearer
      `,
    ],
  },

  *check(api) {
    const found = api.operations.flatMap((operation) =>
      isAdministration(operation) ? [] : namedTwice(operation).map((one) => ({ ...one, operation })),
    );
    for (const [cause, spots] of grouped(
      found,
      ({ field, isWithin }) => `${field.witness}${isWithin ? " within" : ""}`,
    )) {
      const { field, isWithin } = spots[0]!;
      const operations = [...new Set(spots.map(({ operation }) => operation))];
      const others = [...new Set(spots.map(({ beside }) => `${quoted(beside.name)} in the ${beside.in}`))];
      yield {
        at: field.at,
        cause,
        places: spots.map((spot) => ({ at: spot.field.at, operation: spot.operation, witness: spot.field.witness })),
        message: `${quoted(nameOf(field))} in the body of ${listed(
          operations.map(({ id }) => id),
          3,
        )} ${isWithin ? "contains the same name as" : "names the same object as"} ${listed(others, 3)}, and nothing says that the two must be equal`,
        ...bothSides(spots),
        aggravations: takesSecrets(api, operations, field) ? ["the request also carries credentials"] : [],
      };
    }
  },
};

interface Spot extends NamedTwice {
  readonly operation: Operation;
}

/** A field as it is sent: `vault.id`. */
function nameOf({ witness }: RequestField): string {
  return witness.replace(/^request /, "");
}

/** What the description says of both, where it says something of the two. */
function bothSides(spots: readonly Spot[]): Pick<Fault, "evidence"> {
  const said = spots.flatMap(({ field, beside, operation }) => {
    const declared = operation.parameters.find(({ name, in: way }) => name === beside.name && way === beside.in);
    const text = declared?.description ?? "";
    const own = field.description;
    return text === "" || own === ""
      ? []
      : [
          `${quoted(beside.name)} in the ${beside.in}: ${quotedSentence(text)}; ${quoted(nameOf(field))} in the body: ${quotedSentence(own)}`,
        ];
  });
  return said.length === 0 ? {} : { evidence: said.slice(0, MOST_QUOTED) };
}

const MOST_QUOTED = 2;

/**
 * Whether what is sent to some operation holds a credential, other than the secret of the very thing that is named: who has that may do
 * with the thing what they like, whichever of the two names counts.
 */
function takesSecrets(api: AssessedApi, operations: readonly Operation[], named: RequestField): boolean {
  const isOfNamed = (name: string): boolean =>
    named.words.length > 1 && name !== named.name && wordsOf(name)[0] === named.words[0];
  return operations.some((operation) => {
    const secrets = api
      .assessed(operation)
      .flows.filter(({ direction, field }) => direction === "write" && isCredential(field.category));
    return secrets.length > 0 && !secrets.some(({ field }) => isOfNamed(field.name));
  });
}
