import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import { isAdministration } from "../../exposure/administration.ts";
import { knownFactsOf } from "../../operations/flows/known-facts.ts";
import { chosenDestination, type ChosenDestination } from "../../operations/flows/message-destinations.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import type { AssessedApi, Assessment } from "../../exposure/assessed-api.ts";
import type { Fault } from "../../operations/fault.ts";
import { unboundCodesIn } from "../../operations/flows/unbound-codes.ts";
import type { Rule } from "../rule.ts";

/** An account, a person's record or a device is handed over to whoever knows facts that others know too. */
export const knowledgeBasedVerification: Rule = {
  id: "knowledge-based-verification",
  title: "Facts that others know are accepted as proof (knowledge-based verification)",
  alsoKnownAs: ["KBA", "knowledge-based authentication", "account takeover", "device takeover", "device claiming"],
  owasp: ["API2:2023", "API1:2023"],
  cwe: [640, 1390, 639],
  asvs: ["V6.4.2", "V8.2.2"],
  confidence: "likely",

  rationale: prose`
    Names, birth dates, member, contract and serial numbers appear on letters, labels and lists. They identify a person
    or an object, but prove nothing. If nothing else is required, anyone who knows them gets the account, the record or
    the device. NIST SP 800-63B does not accept such facts as an authenticator. The same holds for a log-in code or
    reset link that is sent to an address or phone number from the request. Whoever sends the request receives this code
    or link. A finding of this second kind is critical.
  `,
  exploit: prose`
    An attacker signs up, and takes a birth date from a social network and a number from a letter or a label. The
    attacker sends both, or tries one number after another. The attacker now has the account, the record or the device,
    and the owner is not asked.
  `,
  remediation: prose`
    Require a proof that only the right person can have: a random code sent by letter or to the contact on file, or
    one inside the device. Let the present owner confirm, notify them, and limit the attempts. Send codes and links only
    to contacts on file.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - token: []
        paths:
          /me/children/link:
            post: # ✗
              summary: Link my child
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        memberNumber:
                          type: string
                        dateOfBirth:
                          type: string
                          format: date
          /devices:
            post: # ✗
              description: Adds a device. One of another account is transferred to the caller's home.
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        serialNumber:
                          type: string
                        label:
                          type: string
          /activation:
            post: # ✗
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        customerReference:
                          type: string
                        lastName:
                          type: string
                        password:
                          type: string
              responses:
                "201":
                  description: Ready.
                "404":
                  description: Reference and name do not match.
          /applications/resume:
            post: # ✗
              summary: Returns a new link for an applicant who has lost theirs
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        taxIdLast4:
                          type: string
              responses:
                "200":
                  description: The link.
                  content:
                    application/json:
                      schema:
                        properties:
                          url:
                            type: string
          /sessions/code:
            post:
              summary: Sends a sign-in code
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      required: [email]
                      properties:
                        email:
                          type: string
                        phone: # ✗
                          type: string
                          description: Where to send the code, if the number on file is no longer right.
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
          /me/children/link:
            post:
              summary: Link my child
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        memberNumber:
                          type: string
                        dateOfBirth:
                          type: string
                          format: date
                        letterCode:
                          type: string
          /devices:
            post:
              description: Adds a device. One of another account is transferred when its owner confirms.
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        serialNumber:
                          type: string
          /accounts:
            post:
              summary: Sign up
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        lastName:
                          type: string
                        dateOfBirth:
                          type: string
                          format: date
                        password:
                          type: string
              responses:
                "201":
                  description: The account.
                  content:
                    application/json:
                      schema:
                        properties:
                          accessToken:
                            type: string
                "422":
                  description: Password and repeated password do not match.
          /applications/resume:
            post:
              summary: Sends a new link to the address on file
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        email:
                          type: string
                        taxIdLast4:
                          type: string
              responses:
                "202":
                  description: Sent, if there is such an applicant.
          /sessions/code:
            post:
              summary: Sends a sign-in code
              security: []
              requestBody:
                content:
                  application/json:
                    schema:
                      required: [email]
                      properties:
                        email:
                          type: string
                        phone:
                          type: string
                          description: Where to send the code. Must be a number on file.
          /contacts:
            post:
              summary: Add a contact
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        lastName:
                          type: string
                        dateOfBirth:
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
    yield* unboundFaults(api);
    for (const operation of api.operations) {
      const chosen = isAdministration(operation) ? undefined : chosenDestination(operation);
      if (chosen !== undefined && isWithoutLogIn(api.assessed(operation))) {
        yield destinationFault(operation, chosen);
        continue;
      }
      const known = knownFactsOf(operation);
      if (known === undefined || isAdministration(operation)) continue;
      // Who may call is not said: that a credential is needed, too, is as likely.
      const { judgedAs, admission } = api.assessed(operation);
      if (judgedAs === "private" || (admission === "unknown" && operation.security === undefined)) continue;
      const names = known.fields.map(({ name }) => quoted(name));
      yield {
        at: placeOf(operation),
        cause: `${operation.method} ${operation.pathItem.path}`,
        operations: [operation],
        message: `${listed(names, 3)} ${names.length === 1 ? "is" : "are"} all that ${operation.id} requires to give access to ${
          known.kind === "device" ? "a device" : "an account or a person's record"
        }`,
        mitigations: operation.responses.some(({ status }) => status === "429") ? ["attempts are limited"] : [],
      };
    }
  },
};

/** Whether a call shows no user: it needs nothing, or a key that everybody has. */
function isWithoutLogIn({ judgedAs, admission, principal }: Assessment): boolean {
  if (judgedAs === "private") return false;
  return admission === "anonymous" || (admission === "self-registered" && principal !== "user");
}

/** A code or a link that lets its reader in goes where the request says: what names the account is all that a caller needs. */
function destinationFault(operation: Operation, { account, to }: ChosenDestination): Fault {
  return {
    at: to.at,
    cause: `destination ${operation.method} ${operation.pathItem.path}`,
    title: "Log-in code or reset link is sent to an address that the caller chooses (account takeover)",
    rationale: prose`
      A code or link proves that its reader is the owner of the account, because it goes to an address on file. If the
      request names the address, it proves nothing: the caller receives it. The same response for every account, limits
      on attempts and a short lifetime do not help, since the attacker has the right code.
    `,
    exploit: prose`
      An attacker knows the identifier of an account, such as its e-mail address, and asks the service to send the
      code to the attacker's own phone number or address. The service does so. The attacker submits the code and
      takes over the account.
    `,
    remediation: prose`
      Send codes and links only to contacts on file, and accept no other address or number in the request. Require
      another proof of identity before a new contact is added.
    `,
    places: [{ at: to.at, operation, witness: to.witness }],
    message: `${operation.id} sends a code or link for the account named by ${quoted(account.name)} to ${quoted(to.name)}, which the caller chooses`,
    aggravations: ["whoever receives the message takes over the account"],
  };
}

/** A check of a code that was sent to somebody, which does not ask to whom: one finding, since the remedy is one. */
function* unboundFaults(api: AssessedApi): Generator<Fault> {
  const found = unboundCodesIn(api).filter(({ operation }) => api.assessed(operation).judgedAs !== "private");
  const [first] = found;
  if (first === undefined) return;
  const { field, sender } = first;
  yield {
    at: field.at,
    cause: "unbound code",
    // Whoever calls is told that a number is somebody's: what is wrong is the check.
    isWrongForAll: true,
    title: "Verification code is not bound to the number or address that it was sent to",
    rationale: UNBOUND,
    exploit: prose`
      An attacker requests a code for their own number, and submits it in the verification of another person's number. The
      other number then counts as the attacker's.
    `,
    remediation: prose`
      Require, with the code, the ID of the verification, or the number or address. Accept each code once, for a few
      minutes, and only from the account that requested it.
    `,
    places: found.map(({ operation, field: { at, witness } }) => ({ at, operation, witness })),
    message: `${listed(
      found.map(({ operation }) => operation.id),
      3,
    )} ${found.length === 1 ? "verifies" : "verify"} ${quoted(field.name)} alone: a code that ${sender.id} sent to one number or address can verify another`,
    mitigations: ["the server may bind the code to a session or account that the description does not show"],
  };
}

const UNBOUND = prose`
  A code proves control of the number or address that it was sent to. If the check does not ask for that number or
  address, any valid code verifies any number or address.
`;
