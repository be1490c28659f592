import { inKeyOrder } from "../core/canonical-json.ts";
import { worse } from "../core/severity.ts";
import { placeWords } from "../gate/register/place-words.ts";
import type { Acceptance, Issue, Register } from "../gate/register/register.ts";
import { fieldsBesidePlaces } from "../review/accept.ts";
import type { NamedFinding } from "./named-finding.ts";

/** A register in which somebody takes the risk of what is named: what it does not know yet becomes an issue. */
export function withAcceptance(register: Register, targets: readonly Target[], acceptance: Acceptance): Register {
  let { issues } = register;
  let fresh: readonly Issue[] = [];
  for (const target of targets) {
    const { places, fields } = target;
    const own = fields.length === 0 ? acceptance : { ...acceptance, fields };
    for (const found of issues.filter((issue) => isMeant(issue, target)))
      issues = issues.flatMap((issue) => (issue === found ? withAccepted(found, places, own) : [issue]));
    const known = new Set(
      issues.filter((issue) => isMeant(issue, target)).flatMap((issue) => Object.keys(issue.places)),
    );
    const { issue: one } = target;
    if (one === undefined) continue;
    const left = Object.fromEntries(Object.entries(one.places).filter(([place]) => !known.has(place)));
    if (Object.keys(left).length === 0) continue;
    // What is accepted in one decision is one issue for each rule.
    const same = fresh.find(({ rule, description }) => rule === one.rule && description === one.description);
    const issue: Issue =
      same === undefined
        ? { ...one, places: left, status: "accepted", acceptance: own }
        : { ...same, severity: worse(same.severity, one.severity), places: { ...same.places, ...left } };
    fresh = [...fresh.filter((other) => other !== same), issue];
  }
  return { ...register, issues: [...issues, ...fresh] };
}

/** What an ID names: an issue, or places of a description. */
export interface Target {
  /** The issue as a whole; else those that have some of the places. */
  readonly id: string | undefined;
  /** Fingerprints. */
  readonly places: ReadonlySet<string>;
  readonly description: string;
  /** Of what may be new to the register: the issue that it becomes. */
  readonly issue: Issue | undefined;
  /** Fields that the finding is about beside those at its places: who accepts the finding accepts these. */
  readonly fields: readonly string[];
}

/** Whether an issue of the register is what is named, or has a place of it. */
export function isMeant(issue: Issue, { id, places, description, issue: fresh }: Target): boolean {
  if (id !== undefined) return issue.id === id;
  return (
    issue.description === description &&
    // What was fixed, and is found, is back.
    (issue.status !== "fixed" || fresh?.rule === issue.rule) &&
    Object.keys(issue.places).some((place) => places.has(place))
  );
}

/** An issue that is accepted at some places: the others stay as they are, as an issue of their own. */
function withAccepted(found: Issue, places: ReadonlySet<string>, acceptance: Acceptance): readonly Issue[] {
  const entries = Object.entries(found.places);
  const meant = entries.filter(([place]) => places.has(place));
  const rest = entries.filter(([place]) => !places.has(place));
  if (rest.length === 0) return [{ ...found, status: "accepted", acceptance }];
  const idOf = (some: typeof entries): string =>
    `sp-${some
      .map(([place]) => place)
      .toSorted()[0]!
      .slice(0, 10)}`;
  const alone: Issue = {
    ...found,
    id: idOf(meant),
    places: Object.fromEntries(meant),
    status: "accepted",
    acceptance,
  };
  return [{ ...found, id: found.id === alone.id ? idOf(rest) : found.id, places: Object.fromEntries(rest) }, alone];
}

/** A finding, or the places of it that are named, with the issue that it becomes where the register has none. */
export function targetOfFinding(
  { finding, places, entry: { file }, review }: Pick<NamedFinding, "finding" | "places" | "entry" | "review">,
  { asOf, commit }: { readonly asOf: string; readonly commit: string | undefined },
): Target {
  const meant = finding.places.filter(({ fingerprint }) => places.includes(fingerprint));
  const owner = finding.owner ?? review.document.owner;
  const names = new Map(
    review.fields.map((field) => [
      `${field.file}${field.pointer}`,
      field.owner === null ? field.name : `${field.owner}.${field.name}`,
    ]),
  );
  return {
    id: undefined,
    places: new Set(places),
    description: file,
    issue: {
      id: `sp-${places.toSorted()[0]!.slice(0, 10)}`,
      rule: finding.rule,
      description: file,
      title: finding.message === "" ? finding.title : finding.message,
      severity: finding.severity,
      status: "open",
      ...(owner === null ? {} : { owner }),
      firstSeen: asOf,
      ...(commit === undefined ? {} : { commit: commit.slice(0, 12) }),
      places: inKeyOrder(Object.fromEntries(meant.map((place) => [place.fingerprint, placeWords(place)]))),
      line: 1,
    },
    fields:
      meant.length < finding.places.length
        ? []
        : fieldsBesidePlaces(finding, names)
            .map(({ name }) => name)
            .toSorted(),
  };
}
