import { prose, yaml } from "../../core/prose.ts";
import type { Rule } from "../rule.ts";
import { isAbove } from "../../core/exposure-words.ts";
import type { AssessedFlow } from "../../exposure/assessed-api.ts";
import { placeOf } from "../../model/api.ts";
import type { Schema } from "../../model/schema.ts";
import { privacyFlag } from "../../exposure/privacy-setting.ts";
import { carriedBy, fieldsOfFlows, operationsOfFlows } from "../../operations/readers/readers.ts";
import { quoted } from "../../core/prose.ts";

/** A privacy setting is left to the app. */
export const clientSidePrivacy: Rule = {
  id: "client-side-privacy",
  title: "Privacy setting is enforced only by the app",
  owasp: ["API3:2023", "API1:2023"],
  cwe: [602, 359],
  asvs: ["V8.3.1", "V8.2.3"],
  confidence: "likely",

  rationale: prose`
    The response carries somebody's wish to be private and, beside it, the data that this wish is about. The app hides
    it, the API does not: whoever calls the API without the app sees everything. This is how a fitness company exposed
    users who had chosen to be private.
  `,
  exploit: prose`
    An attacker calls the operation without the app and looks at the raw response. The person has chosen to be private,
    the app would have hidden the profile, and the response holds it all the same beside the flag that says so. Those
    who hid for a reason, from a stalker for example, are found first.
  `,
  remediation: prose`
    Apply the setting on the server: for a private person return what others may see, and nothing else. Others don't
    need the setting itself either.
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
          if (flag === undefined) continue;
          const group = found.get(schema) ?? { ...flag, flows: [] };
          found.set(schema, group);
          group.flows.push(flow);
        }
      }
    }
    for (const { flag, name, flows } of found.values()) {
      const operations = [...new Set(flows.map(({ operation }) => operation))];
      yield {
        at: placeOf(flag),
        cause: `${name} ${operations.map(({ path }) => path).toSorted()[0]}`,
        places: operations.map((operation) => ({ at: placeOf(flag), operation, witness: `2xx ${name}` })),
        fields: fieldsOfFlows(flows),
        message: `${quoted(name)} comes with the ${carriedBy(flows)} that it is about, in ${operationsOfFlows(flows)}`,
        evidence: ["That the setting is returned to others says that hiding is left to whoever reads it."],
      };
    }
  },
};
