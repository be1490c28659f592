import { memo } from "../../core/memo.ts";
import { grouped } from "../../core/grouped.ts";
import { listed, prose, quoted, yaml } from "../../core/prose.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { namesRole } from "../../exposure/said-role.ts";
import type { Operation } from "../../model/api.ts";
import { accountSettingsOf, type AccountSetting } from "../../operations/account-settings.ts";
import { boundariesOf } from "../../operations/candidates/boundary.ts";
import { isOrdinaryChange } from "../../operations/ordinary-changes.ts";
import { requirementOf } from "../../operations/requirement.ts";
import { readingOf } from "../../exposure/reading.ts";
import type { Rule } from "../rule.ts";

/** Settings of a whole account are changed with the credential that reads anything of it. */
export const bflaAccountSettings: Rule = {
  id: "bfla-account-settings",
  title: "Any credential can change settings that protect the whole account (BFLA)",
  alsoKnownAs: ["BFLA", "broken function level authorization", "data exfiltration by configuration"],
  owasp: ["API5:2023"],
  cwe: [862, 285],
  asvs: ["V8.2.1"],
  confidence: "likely",

  rationale: prose`
    The settings of an account apply to everything in it. The description requires the same credential for changing them
    as for an ordinary read. Therefore anyone with the key of any integration can send all future data to their own
    storage, or turn off what protects the data.
  `,
  exploit: prose`
    An attacker finds the key of a small integration, in a repository or a log. They set the storage location of the
    account to their own bucket. From then on each new recording is delivered to them, and no single call looks unusual.
  `,
  remediation: prose`
    Require a separate permission for these settings, which only administrators of the account have. Before
    accepting a storage location, verify that it belongs to the owner of the account. Ask for a second factor or a
    second person, notify the account's owner, and write each change to the audit log.
  `,

  examples: {
    bad: [
      yaml`
        security:
          - key: []
        paths:
          /recordings:
            get:
              responses:
                "200":
                  description: The recordings.
          /recording-settings:
            put:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        storageUrl: # ✗
                          type: string
                          format: uri
                        encryptionEnabled: # ✗
                          type: boolean
              responses:
                "204":
                  description: Changed.
        components:
          securitySchemes:
            key:
              type: apiKey
              in: header
              name: X-API-Key
      `,
    ],
    good: [
      yaml`
        security:
          - key: []
        paths:
          /recordings:
            get:
              responses:
                "200":
                  description: The recordings.
          /recording-settings:
            put:
              security:
                - key: []
                  adminKey: []
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        storageUrl:
                          type: string
                          format: uri
              responses:
                "204":
                  description: Changed.
          /notification-settings:
            put:
              requestBody:
                content:
                  application/json:
                    schema:
                      properties:
                        weeklySummary:
                          type: boolean
              responses:
                "204":
                  description: Changed.
        components:
          securitySchemes:
            key:
              type: apiKey
              in: header
              name: X-API-Key
            adminKey:
              type: apiKey
              in: header
              name: X-Admin-Key
      `,
    ],
  },

  *check(api) {
    const spots = api.operations.flatMap((operation) =>
      isUnseparated(api, operation)
        ? accountSettingsOf(operation)
            .filter(({ effect }) => effect !== "reports-elsewhere")
            .map((setting) => ({ operation, ...setting }))
        : [],
    );
    if (spots.length === 0) return;
    const operations = [...new Set(spots.map(({ operation }) => operation.id))];
    const effects = [...grouped(spots, ({ effect }) => effect)].map(
      ([effect, found]) =>
        `${EFFECTS[effect]} (${listed([...new Set(found.map(({ field }) => quoted(field.name)))], 3)})`,
    );
    yield {
      at: spots[0]!.field.at,
      cause: "account settings",
      places: spots.map(({ field, operation }) => ({ at: field.at, operation, witness: field.witness })),
      message: `${listed(operations, 3)} ${operations.length === 1 ? "changes" : "change"} settings of the whole account, such as ${listed(effects, 4)}; ${operations.length === 1 ? "it requires" : "they require"} only the credential that is needed to read data`,
    };
  },
};

const EFFECTS: Readonly<Record<AccountSetting["effect"], string>> = {
  "stores-elsewhere": "where data is stored",
  unprotected: "how data is protected",
  "lets-in": "who can log in",
  "reports-elsewhere": "where events are sent",
};

/** Whether a program's credential that reads is enough, and nothing says that more is needed. */
function isUnseparated(api: AssessedApi, operation: Operation): boolean {
  if (operation.access !== "secured" || !isOrdinaryChange(api, operation) || namesRole(operation)) return false;
  // What a person may change in a shared account, their role decides: it is tested.
  if (boundariesOf(api)(operation) === "user") return false;
  const read = readPaths(api.operations).get(requirementOf(operation));
  return read !== undefined && (read.size > 1 || !read.has(accountPathOf(operation)));
}

/** The paths of reads by what they ask for. */
const readPaths = memo((operations: readonly Operation[]): ReadonlyMap<string, ReadonlySet<string>> => {
  const paths = new Map<string, Set<string>>();
  for (const operation of operations) {
    if (operation.operationKind !== "path" || readingOf(operation) === undefined) continue;
    const asked = requirementOf(operation);
    paths.set(asked, (paths.get(asked) ?? new Set()).add(accountPathOf(operation)));
  }
  return paths;
});

function accountPathOf({ path }: Operation): string {
  return path.replace(/\/$/, "");
}
