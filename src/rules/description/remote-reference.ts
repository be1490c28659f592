import { prose, yaml } from "../../core/prose.ts";
import type { Rule } from "../rule.ts";
import { referenceFaults } from "../../operations/reference-faults.ts";

/** References to what is not part of the reviewed tree. */
export const remoteReference: Rule = {
  id: "remote-reference",
  title: "Reference to a file that was not read",
  owasp: ["API8:2023"],
  cwe: [829],
  asvs: [],
  confidence: "certain",

  rationale: prose`
    A remote part can change without a commit or a review. Also, every tool that follows the
    reference sends a request from inside the build network, to an address that the author of the description chose.
    Sallyport does not follow the reference, so this part has not been reviewed.
  `,
  exploit: prose`
    An attacker takes over the host or the domain that the reference points to, and changes the file that is fetched
    from there. The next build generates servers and gateways from a description that was not reviewed and that allows
    more than the original. A reference to an internal address also makes the build machine call it.
  `,
  remediation: prose`
    Copy the part into the repository, and reference the copy. For a local file, set --root to a folder that contains
    the file, or copy the file below the root.
  `,

  examples: {
    bad: [
      yaml`
        paths:
          /orders:
            get:
              parameters:
                - $ref: https://schemas.acme.io/common.yaml#/parameters/Limit # ✗
                - $ref: ../../../../../../../../../../etc/passwd # ✗
      `,
    ],
    good: [
      yaml`
        paths:
          /orders:
            get:
              parameters:
                - $ref: "#/components/parameters/Limit"
        components:
          parameters:
            Limit:
              name: limit
              in: query
              example:
                $ref: https://schemas.acme.io/common.yaml
      `,
    ],
  },

  check: (api) => referenceFaults(api, ({ problem }) => problem === "remote" || problem === "outside"),
};
