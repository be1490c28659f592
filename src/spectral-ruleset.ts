import path from "node:path";
import { entryOf } from "./cli/root.ts";
import { tokensOf } from "./core/place.ts";
import type { FindingPlace, Review } from "./core/review.ts";
import { defaultPolicy } from "./policy/default-policy.ts";
import { loadPolicy } from "./policy/load-policy.ts";
import { OWN_RULES } from "./policy/rulesets/own-rulesets.ts";
import { rulesOf } from "./policy/rulesets/ruleset.ts";
import { reviewDescription } from "./review.ts";
import { RULES } from "./rules/index.ts";

/*
 * Sallyport's rules as a ruleset for Spectral: `extends: [sallyport/spectral]`, or `sallyport/rulesets/partner.yaml`.
 * Each rule reports what `sallyport review` finds, on the same lines; how bad it is, is the ruleset's to say, as for
 * every rule of Spectral's. What is accepted is not reported. `sallyport.yaml` holds, and the date is today's.
 */

/** What Spectral hands a function, as far as it is used here (`RulesetFunctionContext` of its core). */
interface Context {
  readonly document: LintedDocument;
  readonly documentInventory: Inventory;
}

interface LintedDocument {
  readonly source: string | null;
}

interface Inventory {
  readonly referencedDocuments: Readonly<Record<string, LintedDocument>>;
  findAssociatedItemForPath: (path: Path, resolved: boolean) => unknown;
}

type Path = readonly (string | number)[];

interface Result {
  readonly message: string;
  readonly path: (string | number)[];
}

const severities = rulesOf(OWN_RULES);

/** The ruleset. */
const ruleset = {
  rules: Object.fromEntries(
    RULES.map((rule) => [
      rule.id,
      {
        description: rule.title,
        message: "{{error}}",
        severity: severities[rule.id] === "off" ? "warn" : severities[rule.id],
        recommended: severities[rule.id] !== "off",
        // Places are those of the files as they are written.
        resolved: false,
        given: "$",
        then: { function: (_: unknown, __: unknown, context: Context) => resultsOf(rule.id, context) },
      },
    ]),
  ),
};

export default ruleset; // oxlint-disable-line import/no-default-export -- Spectral takes the default export

async function resultsOf(rule: string, { document, documentInventory }: Context): Promise<Result[]> {
  const { review, root } = await reviewedOnce(document);
  findInOtherFiles(documentInventory);
  return review.findings
    .filter((finding) => finding.rule === rule && finding.status !== "accepted")
    .flatMap(({ message, places }) => places.map((place) => resultAt(place, message, review, root, documentInventory)));
}

function resultAt(place: FindingPlace, text: string, review: Review, root: string, inventory: Inventory): Result {
  const { file, pointer, line, witness } = place;
  const message = witness === null || text.includes(witness) ? text : `${text} (${witness})`;
  const tokens = tokensOf(pointer);
  if (file === review.document.file) return { message, path: tokens };
  const name = path.resolve(root, file);
  return Object.hasOwn(inventory.referencedDocuments, name)
    ? { message, path: [OTHER_FILE, name, ...tokens] }
    : { message: `${message} (${file}:${line})`, path: [] };
}

/** What a path begins with that is one of another file, whose name follows. */
const OTHER_FILE = "\0file";
const patched = new WeakSet<Inventory>();

/** Spectral knows where a path stands that leads through references; here the file is known, and the place in it. */
function findInOtherFiles(inventory: Inventory): void {
  if (patched.has(inventory)) return;
  patched.add(inventory);
  const find = inventory.findAssociatedItemForPath.bind(inventory);
  inventory.findAssociatedItemForPath = (at, resolved) => {
    const [mark, name, ...inside] = at;
    if (mark !== OTHER_FILE) return find(at, resolved);
    return { document: inventory.referencedDocuments[String(name)], path: inside, missingPropertyPath: inside };
  };
}

interface Reviewed {
  readonly review: Review;
  readonly root: string;
}

const reviewed = new WeakMap<LintedDocument, Promise<Reviewed>>();

/** The review of a document that Spectral lints: one for all rules. */
function reviewedOnce(document: LintedDocument): Promise<Reviewed> {
  let found = reviewed.get(document);
  if (found === undefined) reviewed.set(document, (found = reviewOf(document.source)));
  return found;
}

async function reviewOf(source: string | null): Promise<Reviewed> {
  if (source === null)
    throw new Error("sallyport/spectral needs a file: its rules read what it refers to, and sallyport.yaml");
  const { file, files, root } = entryOf(source, process.cwd(), undefined);
  const policy = await loadPolicy(file, files);
  // Rulesets in Spectral's format are Spectral's own matter here.
  const isPlain = Object.values(policy.rulesets).every(({ table }) => table !== undefined);
  const { rulesets, severities: own } = isPlain ? policy : defaultPolicy();
  return {
    review: await reviewDescription(
      file,
      files,
      { ...policy, rulesets, severities: own },
      new Date().toISOString().slice(0, 10),
    ),
    root,
  };
}
