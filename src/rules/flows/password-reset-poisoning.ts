import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { intentOf } from "../../exposure/intent.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { linkTarget } from "../../operations/flows/link-targets.ts";
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
    service mails the user a link to that server, with a valid reset token in it. As soon as the user, or a mail
    scanner, opens the link, the attacker has the token and sets a new password.
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
      yaml`
        paths:
          /sign-in-links:
            post:
              security: []
              description: Mails a sign-in link. The link is returnPage with the token appended.
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                          format: email
                        returnPage: # ✗
                          type: string
                          format: uri
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
      yaml`
        paths:
          /sign-in-links:
            post:
              security: []
              description: Mails a sign-in link. The link is returnPage with the token appended.
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                          format: email
                        returnPage:
                          type: string
                          format: uri
                          description: Only registered URLs are accepted.
      `,
    ],
  },

  *check(api) {
    const spots = api.operations.flatMap((operation) => {
      if (operation.method === "GET") return [];
      const header = sendsLink(operation) ? fromHeader(operation) : undefined;
      if (header !== undefined) return [{ operation, ...header }];
      const field = linkTarget(operation);
      return field === undefined
        ? []
        : [{ operation, name: field.name, at: field.at, witness: field.witness, isHeader: false }];
    });
    for (const [, found] of grouped(spots, ({ name, isHeader }) => `${name.toLowerCase()} ${isHeader}`)) {
      const [{ name, at, isHeader }] = found as [(typeof found)[number], ...typeof found]; // a group has one
      const ids = listed(
        found.map(({ operation }) => operation.id),
        3,
      );
      yield {
        at,
        cause: isHeader ? name.toLowerCase() : `address ${name}`,
        places: found.map(({ operation, ...spot }) => ({ at: spot.at, operation, witness: spot.witness })),
        message: isHeader
          ? `${quoted(name)} is a header of ${ids}, which ${found.length === 1 ? "sends" : "send"} a link`
          : `${quoted(name)} of ${ids} decides where the link in the message leads, and the link contains a token`,
        ...(isHeader ? {} : BY_ADDRESS),
      };
    }
  },
};

/** What is said where the address itself comes in, and no header. */
const BY_ADDRESS = {
  rationale: prose`
    The sender of the request chooses the page that the link in the message leads to, and the link contains the token.
    Nothing says that only known pages are accepted, so the token goes to whatever host the caller names.
  `,
  exploit: prose`
    An attacker asks for a message to another user, with the address of their own server as the page to return to. The
    service mails the user a genuine message whose link leads there, with a valid token in it. One click, or a mail
    scanner that follows links, and the attacker is logged in or sets the password.
  `,
};

/** Whether a call has a link or a code sent, by what it is for. */
function sendsLink(operation: Operation): boolean {
  const intent = intentOf(operation);
  return intent === "password-reset" || intent === "verification";
}

function fromHeader(operation: Operation) {
  const parameter = operation.parameters.find(
    ({ in: place, name, schema }) => place === "header" && WHENCE.test(name) && schema?.enum === undefined,
  );
  if (parameter === undefined) return undefined;
  const { name } = parameter;
  return { name, at: placeOf(parameter, "name"), witness: `header ${name}`, isHeader: true };
}

/** Headers of HTTP that say where a request comes from, or which host it is for (RFC 9110, RFC 7239, and before that). */
const WHENCE = /^(?:referr?er|origin|host|forwarded|x-forwarded-(?:host|server)|x-(?:original-)?host)$/i;
