import type { ImpactAssessment } from "../core/impact.ts";
import { categoriesWords, listedCategories } from "../core/category-words.ts";
import { count, listed } from "../core/prose.ts";
import { HOURS_TO_TELL, lastDayToTell } from "./duties.ts";
import { openWords } from "./open-words.ts";
import { HARMS } from "./what/urgency.ts";
import { capitalized, opening } from "../core/sentence.ts";

/** What the answers are made of. */
export type Facts = Pick<
  ImpactAssessment,
  | "rating"
  | "reported"
  | "worst"
  | "callers"
  | "data"
  | "actions"
  | "people"
  | "affected"
  | "since"
  | "sinceNotAsked"
  | "elsewhere"
  | "otherApis"
  | "causes"
  | "contain"
  | "fix"
  | "rotate"
  | "tell"
  | "api"
  | "due"
  | "known"
  | "unknown"
  | "asOf"
  | "duties"
>;

/** The easiest way in, where there are several. */
export interface WidestWay {
  /** Who can do what by it, without a full stop. */
  readonly text: string;
  /** Whether it was reported, and does not only give the same. */
  readonly isReported: boolean;
}

/**
 * The whole assessment in seven answers, which stand first: short, and nothing that the description cannot show. `today`: whom
 * what is left concerns; `widest`: the easiest way in, where there are several.
 */
export function answersOf(
  impact: Facts,
  today: Facts["people"],
  widest: WidestWay | undefined,
): ImpactAssessment["answers"] {
  return [
    { question: "How bad?", text: howBad(impact, today, widest) },
    { question: "Since when?", text: sinceWhen(impact) },
    { question: "Where else?", text: whereElse(impact) },
    { question: "What now?", text: whatNow(impact) },
    { question: "Who?", text: who(impact) },
    { question: "Until when?", text: untilWhen(impact) },
    { question: "Not known?", text: notKnown(impact) },
  ];
}

function howBad(impact: Facts, people: Facts["people"], widest: WidestWay | undefined): string {
  const all = whatCallersCan({ ...impact, people });
  // What anyone can do is not to be looked for among what some can.
  const told =
    widest === undefined
      ? all
      : `${widest.text}. ${widest.isReported ? "In all" : "What was reported"}: ${lowered(all)}`;
  const today = `${capitalized(impact.rating.severity)}. ${told}.${ofUnknownSchemas(impact)}`;
  const { worst } = impact;
  if (worst === null || worst === undefined) return today;
  return `At its worst (${worst.from} to ${worst.until}): ${capitalized(worst.severity)}. ${worst.text}. Today: ${today}`;
}

/** That what was reported as data counts, although nothing shows what kind of data it is. */
function ofUnknownSchemas({ reported, data, rating }: Facts): string {
  const schemas = reported.filter(({ kind, operations }) => kind === "schema" && operations.length > 0);
  if (data.length > 0 || rating.stated || schemas.length === 0) return "";
  const names = listed(
    schemas.map(({ name }) => name),
    3,
  );
  return ` Nothing shows what kind of data ${names} ${schemas.length === 1 ? "holds: it counts" : "hold: they count"} as confidential.`;
}

type Able = Pick<Facts, "callers" | "actions" | "people"> & {
  readonly reported?: Facts["reported"];
  readonly data: readonly Facts["data"][number][];
  readonly affected: readonly Pick<Facts["affected"][number], "id" | "understood" | "unclear">[];
};

/** The same of a time that is over. */
export function whatCallersCould(facts: Able): string {
  return ableWords(facts, "could");
}

/** Who can do what, as a sentence without its full stop: `Anyone who signs up can read names of riders, with GET /riders`. */
export function whatCallersCan(facts: Able): string {
  return ableWords(facts, "can");
}

function ableWords({ reported = [], callers, data, actions, people, affected }: Able, can: "can" | "could"): string {
  if (affected.length === 0) return "No described operation exposes or accepts it";
  const readers = capitalized(
    listed(
      callers.map((one) => one.who),
      3,
    ),
  );
  const foreign = data.filter(({ direction, whose }) => direction === "read" && whose !== "caller");
  const reads = foreign.length > 0 ? foreign : data.filter(({ direction }) => direction === "read");
  const kinds = listedCategories(categoriesWords(reads, foreign.length > 0 ? "plural" : "singular"), 6);
  // A field that was reported is called by its name, too: many fields are of its kind.
  const fields = reported.every(({ kind }) => kind === "field") ? reported.map(({ name }) => name) : [];
  const words = fields.length === 0 ? kinds : `${kinds} (${listed(fields, 3)})`;
  const whom = people.length === 0 ? "" : ` of ${listed([...new Set(people.map(({ called }) => called))], 3)}`;
  const own = reads.length > 0 && foreign.length === 0 ? " of their own" : whom;
  // What does most harm is told first: of many only some are.
  const gravest = actions.toSorted((a, b) => HARMS.indexOf(a.kind) - HARMS.indexOf(b.kind));
  const deeds = listed([...new Set(gravest.map(({ text }) => text))], 3);
  const parts = [...(reads.length === 0 ? [] : [`read ${words}${own}`]), ...(actions.length === 0 ? [] : [deeds])];
  const at = affected.length === 1 ? affected[0]!.id : count(affected.length, "operation");
  const isOpen = affected.some(({ understood }) => !understood);
  const unclear = [...new Set(affected.flatMap((one) => one.unclear ?? []))];
  const told = parts.length === 0 ? `call ${at}` : `${parts.join(`, and ${can} `)}, with ${at}`;
  const rest =
    reads.length > 0
      ? ""
      : isOpen
        ? `; what ${unclear.length === 0 ? "comes back" : `${listed(unclear, 3)} ${unclear.length === 1 ? "holds" : "hold"}`} is not described`
        : parts.length === 0
          ? "; it is not known to expose sensitive data"
          : "";
  return `${readers} ${can} ${told}${rest}`;
}

function sinceWhen({ since, sinceNotAsked, asOf, reported }: Facts): string {
  if (since === null) return `Not known: ${sinceNotAsked ?? "the history was not searched"}.`;
  const began = since.events.findLast(({ kind }) => kind === "began");
  const open = openWords(since, asOf);
  const earlier = since.events.some((event) => event.kind === "began" && event !== began);
  const all = began !== undefined && earlier ? " in all, with earlier times" : "";
  const days = since.days === null ? "" : ` (${since.beganBefore ? "at least " : ""}${count(since.days, "day")}${all})`;
  if (began === undefined && open !== "") return open;
  if (began === undefined)
    return since.beganBefore
      ? `Since before the history begins${days}.`
      : since.commits === 0
        ? `Not known: ${lowered(since.unknown[0] ?? "no version of the description was found in git")}.`
        : `Not known: ${since.reviewed} of ${count(since.commits, "version")} could be reviewed, and none shows when it began.`;
  const times = (kind: "widened" | "narrowed"): readonly string[] => {
    const found = since.events.slice(since.events.indexOf(began)).filter((event) => event.kind === kind);
    const [n, last] = [found.length, found.at(-1)];
    return last === undefined
      ? []
      : [`${kind} ${n === 1 ? `once (${last.date})` : `${n === 2 ? "twice" : `${n} times`} (last ${last.date})`}`];
  };
  const changes = [...times("widened"), ...times("narrowed")];
  const doubt =
    began.unsure === 0 ? "" : ` or one of ${count(began.unsure, "version")} before it that could not be reviewed`;
  const wider = changes.length === 0 ? "" : ` Since then ${changes.join(" and ")}.`;
  const from = `${began.date}${days}, commit ${began.commit.slice(0, 12)}${doubt}.${wider}`;
  // What was open from the beginning was never kept to those with a credential.
  const isOpenAllAlong = (since.opened ?? []).some((one) => one.isReported && one.from === began.date);
  const whose = isOpenAllAlong ? "What was reported" : "To callers with a credential too";
  // Whoever has a reported credential is not stopped by none being asked for: that is another matter, and told second.
  const isBesides =
    reported.every(({ kind }) => kind === "credential") && (since.opened ?? []).every(({ until }) => until !== null);
  const told =
    open === ""
      ? `Since ${from}`
      : isBesides
        ? `Since ${from} ${count(operationsOpened(since), "of the operations", "of the operations")} needed no credential for a time.`
        : `${open} ${whose}: since ${from}`;
  const before = earlierElsewhere(since, began.date);
  return before === "" ? told : `${told} ${before}`;
}

/** How many operations could be called without a credential at some time. */
function operationsOpened({ opened = [] }: NonNullable<Facts["since"]>): number {
  return new Set(opened.map(({ operation }) => operation)).size;
}

/** That other operations exposed the same data before what was reported did: an incident began with the first of them. */
function earlierElsewhere({ alike = [], events }: NonNullable<Facts["since"]>, began: string): string {
  const first = events.find(({ kind }) => kind === "began")?.date ?? began;
  const earlier = alike.filter(
    ({ from, isNarrower, isOnRequest }) => !isNarrower && isOnRequest !== true && from < first,
  );
  const [one] = earlier;
  if (one === undefined) return "";
  const since = one.beganBefore ? "since before the history begins" : `since ${one.from}`;
  return `Another operation exposed the same data earlier: ${one.operation}, ${since}, commit ${one.commit.slice(0, 12)}.`;
}

function whereElse(facts: Facts): string {
  const past = inThePast(facts);
  return past === "" ? whereNow(facts) : `${whereNow(facts)} ${past}`;
}

/** The operations that exposed the same data once and no longer do: their logs are to be searched, too. */
function inThePast({ since }: Facts): string {
  const alike = since?.alike ?? [];
  const open = new Set(alike.flatMap(({ operation, until }) => (until === null ? [operation] : [])));
  const over = new Map(alike.flatMap((one) => (open.has(one.operation) ? [] : [[one.operation, one] as const])));
  if (over.size === 0) return "";
  const told = [...over.values()].map(({ operation, from, until }) => `${operation} (${from} to ${until})`);
  return `In the past also: ${listed(told, MOST_PAST)}.`;
}

const MOST_PAST = 4;

function whereNow({ elsewhere, otherApis, causes, reported }: Facts): string {
  const reaching = elsewhere.filter(({ callers }) => callers !== "narrower");
  const narrower = new Set(
    elsewhere.flatMap(({ callers, operation, relation }) =>
      callers === "narrower" && relation === "same-data" ? [operation] : [],
    ),
  ).size;
  const number = (relation: ImpactAssessment["elsewhere"][number]["relation"]): number =>
    reaching.filter((one) => one.relation === relation && one.way !== "on-request").length;
  const asked = reaching.filter(({ way }) => way === "on-request").length;
  let isFirst = true;
  const others = (n: number): string => {
    const words = isFirst ? count(n, "other operation") : String(n);
    isFirst = false;
    return words;
  };
  const same = number("same-data");
  const object = number("same-object");
  const weak = number("same-weakness");
  const versions = number("other-version");
  const apis = new Set(otherApis.map(({ file }) => file)).size;
  const wide = causes.filter(({ isWide }) => isWide).length;
  const parts = [
    ...(same === 0
      ? []
      : reported.every(({ kind }) => kind === "credential")
        ? [`${others(same)} may accept it too, or ${same === 1 ? "lets" : "let"} callers in`]
        : [`${others(same)} ${same === 1 ? "exposes" : "expose"} the same data`]),
    ...(asked === 0 ? [] : [`${others(asked)} ${asked === 1 ? "exposes" : "expose"} it on request`]),
    ...(object === 0 ? [] : [`${others(object)} ${object === 1 ? "acts" : "act"} on the same object`]),
    ...(versions === 0
      ? []
      : [`${others(versions)} ${versions === 1 ? "is another version" : "are other versions"} of it`]),
    ...(weak === 0
      ? []
      : [`${others(weak)} ${weak === 1 ? "has" : "have"} the same weakness or must be tested for it`]),
    ...(wide === 0 ? [] : [`most operations share ${wide === 1 ? "a cause" : `${wide} causes`} with it`]),
    ...(apis === 0
      ? []
      : [`${count(apis, "other API")} ${apis === 1 ? "shares" : "share"} a schema, a credential or a cause`]),
  ];
  const wider = elsewhere.filter(({ callers, relation }) => callers === "wider" && relation === "same-data");
  const opener = listed(
    wider.map(({ operation, who: callers }) => `${operation} (${callers})`),
    3,
  );
  // What acts on the same object is easier to reach than what was reported.
  const onObject = listed(
    elsewhere.flatMap(({ callers, relation, operation, who: whom }) =>
      callers === "wider" && relation === "same-object" ? [`${operation} (${whom})`] : [],
    ),
    3,
  );
  if (parts.length > 0)
    return [
      `${capitalized(listed(parts, 9))}.`,
      ...(wider.length === 0 ? [] : [`Open to more callers than what was reported: ${opener}.`]),
      ...(onObject === "" ? [] : [`Open to more callers on the same object: ${onObject}.`]),
    ].join(" ");
  if (narrower === 0 && elsewhere.length === 0) return "Nowhere else, as far as the given descriptions show.";
  const fewer =
    narrower === 0
      ? ""
      : ` ${count(narrower, "operation")} ${narrower === 1 ? "exposes" : "expose"} the same data to fewer callers.`;
  return `No other operation exposes it to as many callers.${fewer}`;
}

function whatNow({ contain, fix, rotate, known: [known] = [] }: Facts): string {
  if (known !== undefined && known.status === "fixed")
    return `The register has it as fixed (${known.id}, ${known.fixed}). Check that what is deployed is what is described${known.tested === null ? ", and run the tests of its operations: not all have passed" : ""}. Then search the access logs.`;
  const [first] = contain;
  const [real] = fix;
  // What got out opens doors until it is changed, whatever is closed.
  const [changed] = first?.text.startsWith("Revoke") === true ? [] : rotate;
  return [
    first === undefined ? "" : `Today: ${first.text}`,
    changed === undefined ? "" : `Rotate: ${changed.text}`,
    real === undefined ? "" : `Then: ${opening(real.text, 1)}`,
  ]
    .filter((part) => part !== "")
    .join(" ");
}

function untilWhen({ due, duties, known = [], asOf }: Facts): string {
  const isPersonal = duties.some(({ kind }) => kind === "personal-data");
  // What the register has was not learned of today.
  return isPersonal && known.length === 0
    ? `${due.text} If the GDPR requires you to notify an authority, do so within ${HOURS_TO_TELL} hours, by ${lastDayToTell(asOf)} if you learned of the exposure today.`
    : due.text;
}

function who({ tell, api }: Facts): string {
  const owner = api.owner === null ? "The API has no owner. Name one." : `${api.owner} fixes it.`;
  const others = tell.slice(1).map((one) => one.who);
  return others.length === 0 ? owner : `${owner} To be told: ${listed(others, 5)}.`;
}

function notKnown({ unknown }: Facts): string {
  const first = unknown
    .slice(0, MOST_UNKNOWN)
    .map(({ text }) => text.replace(/:.*|[.]$/s, ""))
    .map((text, index) => (index === 0 ? text : lowered(text)));
  const more = unknown.length - MOST_UNKNOWN;
  return `${[...first, ...(more > 0 ? [`${more} more below`] : [])].join("; ")}.`;
}

const MOST_UNKNOWN = 3;

function lowered(text: string): string {
  return text.charAt(0).toLowerCase() + text.slice(1);
}
