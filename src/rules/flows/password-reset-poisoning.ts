import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { intentOf } from "../../exposure/intent.ts";
import { placeOf } from "../../model/api.ts";
import type { Rule } from "../rule.ts";

/** A message with a link is asked for, and the caller says by a header which host the link leads to. */
export const passwordResetPoisoning: Rule = {
  id: "password-reset-poisoning",
  title: "Client chooses where the link in a message leads (password reset poisoning)",
  alsoKnownAs: ["password reset poisoning", "host header injection"],
  owasp: ["API2:2023", "API8:2023"],
  cwe: [640],
  asvs: ["V2.2.1"],
  confidence: "likely",

  rationale: prose`
    The caller controls the headers that say where a request comes from, or which host it is for. A link built from one
    of them leads wherever the caller wants, and it contains the reset token.
  `,
  exploit: prose`
    An attacker requests a password reset for another user, with the address of their own server in the header. The
    service mails the user a link to that server, with a valid reset token in it. One click, or a mail scanner that
    follows links, and the attacker sets the password.
  `,
  remediation: prose`
    Build links from an address in the server's configuration. If there are several front ends, let the caller choose
    one from a fixed list, and reject everything else.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /password/reset-request:
            post:
              security: []
              parameters:
                - name: Referer # ✗
                  in: header
                  required: true
                  schema:
                    type: string
              requestBody:
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
          /password/reset-request:
            post:
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
      `,
      yaml`
        paths:
          /password/reset-request:
            post:
              security: []
              parameters:
                - name: Origin
                  in: header
                  schema:
                    enum: [https://app.acme.io, https://shop.acme.io]
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
      `,
    ],
  },

  *check(api) {
    const spots = api.operations.flatMap((operation) => {
      const intent = intentOf(operation);
      if (operation.method === "GET" || (intent !== "password-reset" && intent !== "verification")) return [];
      const parameter = operation.parameters.find(
        ({ in: place, name, schema }) => place === "header" && WHENCE.test(name) && schema?.enum === undefined,
      );
      return parameter === undefined ? [] : [{ operation, parameter }];
    });
    for (const [cause, found] of grouped(spots, ({ parameter }) => parameter.name.toLowerCase()))
      yield {
        at: placeOf(found[0]!.parameter, "name"),
        cause,
        places: found.map(({ operation, parameter }) => ({
          at: placeOf(parameter, "name"),
          operation,
          witness: `header ${parameter.name}`,
        })),
        message: `${quoted(found[0]!.parameter.name)} is a header of ${listed(
          found.map(({ operation }) => operation.id),
          3,
        )}, which ${found.length === 1 ? "sends" : "send"} a link`,
      };
  },
};

/** Headers of HTTP that say where a request comes from, or which host it is for (RFC 9110, RFC 7239, and before that). */
const WHENCE = /^(?:referr?er|origin|host|forwarded|x-forwarded-(?:host|server)|x-(?:original-)?host)$/i;
