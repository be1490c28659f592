import { NUMBERED } from "../../src/report/words/reason-groups.ts";
import type { Review, ReviewEnvelope } from "../../src/core/review.ts";
import { riderEnvelope, riderGate } from "./fixture.ts";

/** What somebody may write into a description to get more out of a report than text. */
export const ATTACKS = [
  "<script>alert(1)</script>",
  "<img src=x onerror=alert(1)>",
  "<!-- hidden",
  "</details></details>",
  "](javascript:alert(1))",
  "[click](https://evil.test)",
  "![image](https://evil.test/p.png)",
  "| a | b |",
  "|",
  "\\|",
  "`",
  "``` x ```",
  "~~~",
  "``",
  "@team",
  "(@acme/security-team)",
  "user@evil.test",
  "#1",
  "acme/repo#12",
  "GH-12",
  "https://evil.test/x?y=1",
  "www.evil.test",
  "evil.test",
  "mailto:a@evil.test",
  ":tada:",
  "$x^2$",
  "0123456789abcdef0123456789abcdef01234567",
  "[^1]",
  "##vso[task.complete result=Succeeded]",
  "##teamcity[buildStatus text='x']",
  "section_start:1:x",
  "＝HYPERLINK(1)",
  "[^1]: note",
  "[ref]: https://evil.test",
  "&lt;b&gt; &#64;team",
  "# heading",
  "- item",
  "1. item",
  "> quote",
  "> [!WARNING]",
  "---",
  "===",
  "    code",
  "**bold** _em_ ~~gone~~",
  "- [x] done",
  "\u202egnp.exe\u202c",
  "\u200b\u2066hidden\u2069",
  "\u001b[31mred\u001b[0m",
  "\u009b2J",
  "\u001b]8;;https://evil.test\u0007link\u001b]8;;\u0007",
  "two\nlines",
  "two\r\n\r\n# lines",
  "a\u2028b\u2029c",
  "\u0000",
  "",
  " ",
  "\\",
  "x\\",
  "x `@team",
] as const;

/** Text that a reader would obey rather than see. */
export const UNSAFE = /[\p{Cc}\p{Cf}\p{Zl}\p{Zp}\p{Cs}]/u;

/** What has to stay as it is for the envelope to be one: words of the contract's own. */
const KEPT = new Set(["version", "tool"]);

/** The envelope in which every text that is no word of the contract holds an attack; `gate` where it is of a change. */
export function hostileEnvelope(attack: string, gate: Review["gate"] = null): ReviewEnvelope {
  const [rider, words] = [riderEnvelope(), WORDS];
  const envelope = { ...rider, reviews: rider.reviews.map((review) => ({ ...review, gate })) };
  const replaced = (value: unknown, key: string): unknown => {
    if (typeof value === "string") return words.has(value) || KEPT.has(key) ? value : attack;
    if (Array.isArray(value)) return value.map((one) => replaced(one, key));
    if (typeof value === "object" && value !== null)
      return Object.fromEntries(
        Object.entries(value).map(([name, one]) => [name, KEPT.has(name) ? one : replaced(one, name)]),
      );
    return value;
  };
  const hostile = replaced(envelope, "") as ReviewEnvelope; // only texts were replaced
  return {
    ...hostile,
    refused: [{ file: attack, line: 3, message: attack, hint: attack }],
    reviews: hostile.reviews.map((review, index) => {
      const before = envelope.reviews[index]!;
      return {
        ...review,
        // Links go by these, so that there is something to link to.
        operations: review.operations.map((operation, at) => ({
          ...operation,
          id: `${attack}${before.operations[at]!.id}`,
        })),
        fields: review.fields.map((field, at) => ({
          ...field,
          flows: field.flows.map((flow, n) => ({
            ...flow,
            operation: `${attack}${before.fields[at]!.flows[n]!.operation}`,
          })),
        })),
        findings: review.findings.map((finding) => ({
          ...finding,
          operations: Array.from({ length: 9 }, () => attack),
          fields: Array.from({ length: 9 }, () => attack),
          places: [...finding.places, ...finding.places, ...finding.places],
          due: attack,
        })),
      };
    }),
  };
}

/** Words that the schema of the review holds to a list. */
const WORDS: ReadonlySet<string> = new Set(
  [
    "yaml json sallyport",
    "approve approve-with-conditions reject insufficient-evidence",
    "private partner public internal external unknown confidential restricted",
    "anonymous self-registered own user client shared",
    "http apiKey oauth2 openIdConnect mutualTLS undefined header query cookie",
    "path webhook callback read write body embedded on-request error parameter",
    "caller addressed collection none declared inferred certain likely possible",
    "critical high medium low info open accepted fixed regressed dismissed not-allowed",
    "first next last object filter list people batch reference approval reaction entry own-name shared function property",
    "untested passed failed new worsened unchanged",
    "waiver request in-force expired stale requested valid void pass fail better worse",
    // The schema leaves open what changes are called; the program does not.
    ...riderGate().changes.map(({ kind }) => kind),
    ...NUMBERED.map(({ kind }) => kind),
  ].flatMap((line) => line.split(" ")),
);
