import { fieldName } from "../../core/field-name.ts";
import { count, listed } from "../../core/prose.ts";
import type { Finding, Review } from "../../core/review.ts";
import { settleLines, yamlKey } from "../../core/settle-lines.ts";
import { findingWeightsOf } from "./reason-groups.ts";

/** Lines that state a fact on which a finding rests, and what stands before them. */
export interface ConfirmingLines {
  readonly text: string;
  readonly lines: readonly string[];
}

const MOST_FIELDS = 5;
const MOST_OPERATIONS = 3;

/**
 * What to write, and where, so that a finding that is to be confirmed is confirmed or ruled out: for each of its premises
 * that is only inferred, the lines of either answer. None of another finding.
 */
export function confirmingLines(review: Review, finding: Finding): readonly ConfirmingLines[] {
  const { premises } = finding;
  if (premises === undefined || findingWeightsOf(review.verdict).get(finding.fingerprint) !== "confirm") return [];
  const isOpen = (key: keyof typeof premises): boolean => premises[key] === "inferred" || premises[key] === "possible";
  return [
    ...(isOpen("caller") ? callerLines(review, finding) : []),
    ...(isOpen("data") ? fieldLines(review, finding) : []),
    ...(isOpen("owner")
      ? [
          {
            text: 'State in sallyport.yaml whose data this is. With "none", callers can reach the data of other callers, and the finding applies. With “account”, the data belongs to the account of the caller, and an authorization test replaces the finding:',
            lines: settleLines(["tenancy"]),
          },
        ]
      : []),
  ];
}

function callerLines(review: Review, finding: Finding): readonly ConfirmingLines[] {
  const called = review.operations.filter(({ id }) => finding.operations.includes(id));
  const open = called.filter(({ admission }) => admission === "anonymous");
  const schemes = [
    ...new Set(
      called.flatMap(({ security, admission }) =>
        admission === "anonymous" ? [] : security.flatMap((all) => all.map(({ scheme }) => scheme)),
      ),
    ),
  ];
  const known = review.schemes.find(({ usedBy }) => usedBy.length > 0)?.name;
  const at = listed(
    open.map(({ id }) => id),
    MOST_OPERATIONS,
  );
  return [
    ...(open.length === 0
      ? []
      : [
          {
            text: `Who can call, in the description. If ${at} ${open.length === 1 ? "needs" : "need"} no credential, state it there, and the finding applies:`,
            lines: ["security: []"],
          },
          ...(known === undefined
            ? []
            : [
                {
                  text: "If a credential is needed, state which, and this finding is judged for those who can get it:",
                  lines: ["security:", `  - ${yamlKey(known)}: []`],
                },
              ]),
        ]),
    ...(schemes.length === 0
      ? []
      : [
          {
            text: "Who can get the credential, in sallyport.yaml. The wider the answer, the more the finding applies:",
            lines: settleLines(schemes.map((name) => `admission.${name}`)),
          },
        ]),
  ];
}

function fieldLines({ fields }: Review, finding: Finding): readonly ConfirmingLines[] {
  const read = fields.filter(
    ({ basis, flows }) =>
      basis === "inferred" &&
      flows.some(({ operation, witness }) =>
        finding.places.some((place) => place.operation === operation && place.witness === witness),
      ),
  );
  const named = new Map(read.map((field) => [fieldName(field), field] as const));
  if (named.size === 0) return [];
  const shown = [...named].slice(0, MOST_FIELDS);
  const rest = named.size - shown.length;
  return [
    {
      text: `What ${shown.length === 1 ? "the field holds" : "the fields hold"}, in sallyport.yaml. Keep one line of each, with your reason: the first if it holds that, and the finding applies; the second if it does not, and the field is part of no finding.${rest === 0 ? "" : ` ${count(rest, "further field")} can be stated in the same way.`}`,
      lines: [
        "data:",
        "  fields:",
        ...shown.flatMap(([name, { category, sensitivity }]) => [
          `    ${yamlKey(name)}: { category: ${category}, sensitivity: ${sensitivity}, reason: "WHY" }`,
          `    # ${yamlKey(name)}: { sensitivity: public, reason: "WHY" }`,
        ]),
      ],
    },
  ];
}
