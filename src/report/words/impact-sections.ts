import { categoriesWords } from "../../core/category-words.ts";
import type { Owner } from "../../core/exposure-words.ts";
import type { ImpactAssessment, ImpactData, ImpactElsewhere } from "../../core/impact.ts";
import type { Relation } from "../../core/impact-relations.ts";
import { count, listed } from "../../core/prose.ts";
import { capitalized } from "../../core/sentence.ts";

/*
 * What an impact assessment says, in its order and once for all formats: sections of texts, lists and tables. A string is
 * text everywhere; what is a name of the description or an operation says so, for each format to show it as that.
 */

/** A part of a cell or of an item. */
export type ImpactPart =
  | string
  | { readonly code: string }
  | { readonly operation: string }
  | { readonly operations: readonly string[] }
  | { readonly severity: ImpactAssessment["rating"]["severity"] };
export type ImpactCell = ImpactPart | readonly ImpactPart[];

export interface ImpactColumn {
  readonly name: string;
  /** What it holds: sentences get what room there is, operations are long words. */
  readonly kind?: "wide" | "operation" | "number";
}

export type ImpactBlock =
  | { readonly kind: "text"; readonly text: string }
  | { readonly kind: "heading"; readonly text: string }
  | { readonly kind: "list"; readonly items: readonly ImpactCell[] }
  | {
      readonly kind: "table";
      readonly name: string;
      readonly columns: readonly ImpactColumn[];
      readonly rows: readonly (readonly ImpactCell[])[];
    };

export interface ImpactSection {
  readonly id: `impact-${string}`;
  readonly title: string;
  readonly blocks: readonly ImpactBlock[];
}

/** Every section behind the answers, in order. */
export function impactSections(impact: ImpactAssessment): readonly ImpactSection[] {
  return [
    { id: "impact-what", title: "What was reported, and what does it expose?", blocks: whatBlocks(impact) },
    { id: "impact-who", title: "Who could?", blocks: whoBlocks(impact) },
    { id: "impact-where", title: "Where else?", blocks: whereBlocks(impact) },
    { id: "impact-since", title: "Since when?", blocks: sinceBlocks(impact) },
    { id: "impact-people", title: "How bad is it for people?", blocks: peopleBlocks(impact) },
    { id: "impact-now", title: "What now?", blocks: nowBlocks(impact) },
    { id: "impact-unknown", title: "What is not known?", blocks: unknownBlocks(impact) },
    { id: "impact-scope", title: "What counts as fixed?", blocks: scopeBlocks(impact) },
  ];
}

function text(words: string): ImpactBlock {
  return { kind: "text", text: words };
}

function heading(words: string): ImpactBlock {
  return { kind: "heading", text: words };
}

function whatBlocks(impact: ImpactAssessment): readonly ImpactBlock[] {
  const { reported, data, actions, affected } = impact;
  const opaque = affected.filter(({ understood }) => !understood).map(({ id }) => id);
  const silent = affected.filter(({ understood, unclear = [] }) => !understood && unclear.length === 0);
  const partly = affected.filter(({ unclear = [] }) => unclear.length > 0);
  return [
    {
      kind: "table",
      name: "What was reported",
      columns: [
        { name: "Reported" },
        { name: "What it is", kind: "wide" },
        { name: "Where" },
        { name: "Operations", kind: "operation" },
      ],
      rows: reported.map(({ kind, name, text: what, file, line, operations }) => [
        [`${kind} `, kind === "operation" ? { operation: name } : { code: name }],
        what,
        { code: `${file}:${line}` },
        { operations },
      ]),
    },
    ...(data.length === 0
      ? opaque.length > 0
        ? []
        : [text("It is not known to expose sensitive data.")]
      : [
          heading("Data"),
          dataTable("What could be read", data, "read"),
          dataTable("What could be set", data, "write"),
        ].filter((block) => block.kind !== "table" || block.rows.length > 0)),
    ...worstBlocks(impact),
    ...(opaque.length === 0
      ? []
      : [
          {
            kind: "list" as const,
            items: [
              ...(silent.length === 0
                ? []
                : [
                    [
                      "The description does not describe the response of ",
                      { operations: silent.map(({ id }) => id) },
                      ".",
                    ],
                  ]),
              ...partly.map(({ id, unclear = [] }) => [
                "The description does not say what is in ",
                ...unclear.flatMap((way, at) => [
                  ...(at === 0 ? [] : [at === unclear.length - 1 ? " and " : ", "]),
                  { code: way },
                ]),
                ", which come back from ",
                { operation: id },
                ".",
              ]),
            ],
          },
        ]),
    ...(actions.length === 0
      ? []
      : [
          heading("Actions"),
          {
            kind: "table" as const,
            name: "What could be done",
            columns: [
              { name: "Operation", kind: "operation" as const },
              { name: "What it does", kind: "wide" as const },
              { name: "Kind" },
              { name: "Where" },
            ],
            rows: actions.map(({ operation, text: what, kind, file, line }) => [
              { operation },
              what,
              KIND_WORDS[kind],
              { code: `${file}:${line}` },
            ]),
          },
        ]),
  ];
}

/** What was exposed when it was worst, where that is not what is today. */
function worstBlocks({ worst }: ImpactAssessment): readonly ImpactBlock[] {
  if (worst === null || worst === undefined) return [];
  return [
    heading("At its worst"),
    {
      kind: "list" as const,
      items: [
        [
          { severity: worst.severity },
          `, ${worst.from} to ${worst.until}: ${worst.text}. The lines are those of commit `,
          { code: worst.commit.slice(0, 12) },
          ".",
        ],
      ],
    },
    dataTable("What could be read then", worst.data, "read"),
  ].filter((block) => block.kind !== "table" || block.rows.length > 0);
}

const KIND_WORDS: Readonly<Record<ImpactAssessment["actions"][number]["kind"], string>> = {
  money: "moves money",
  credentials: "sets credentials",
  bank: "sets payment details",
  destruction: "deletes",
  control: "takes away",
  physical: "controls a physical device",
  change: "changes",
};

const WHOSE: Readonly<Record<Owner, string>> = {
  caller: "the caller",
  tenant: "the caller's account, or other accounts where nothing separates them",
  population: "other people",
  counterparty: "people with whom the caller deals",
};

function dataTable(name: string, data: readonly ImpactData[], direction: ImpactData["direction"]): ImpactBlock {
  return {
    kind: "table",
    name,
    columns: [
      { name: direction === "read" ? "What could be read" : "What could be set" },
      { name: "Sensitivity" },
      { name: "Belongs to" },
      { name: "Fields", kind: "wide" },
      { name: "Operations", kind: "operation" },
    ],
    rows: data
      .filter((one) => one.direction === direction)
      .map((one) => [
        categoriesWords([one], one.whose === "caller" ? "singular" : "plural")[0]!,
        one.sensitivity,
        WHOSE[one.whose],
        fieldParts(one),
        { operations: one.operations },
      ]),
  };
}

const MOST_FIELDS = 6;

function fieldParts({ fields }: ImpactData): ImpactCell {
  const parts = fields
    .slice(0, MOST_FIELDS)
    .flatMap(({ name, line }, index): ImpactPart[] => [index === 0 ? "" : ", ", { code: name }, ` (line ${line})`]);
  return fields.length > MOST_FIELDS ? [...parts, ` and ${fields.length - MOST_FIELDS} more`] : parts;
}

function whoBlocks({ callers }: ImpactAssessment): readonly ImpactBlock[] {
  return [
    {
      kind: "table",
      name: "Who could",
      columns: [
        { name: "Who" },
        { name: "What they needed", kind: "wide" },
        { name: "Why", kind: "wide" },
        { name: "Evidence", kind: "wide" },
        { name: "Operations", kind: "operation" },
      ],
      rows: callers.map(({ who, needed, because, evidence, assumed, operations }) => [
        capitalized(who),
        needed,
        `${listed(because, 4)}${assumed ? " (assumed: it is not stated)" : ""}`,
        listed(
          evidence.map(({ text: what, file, line }) => `${what} (${file}:${line})`),
          4,
        ),
        { operations },
      ]),
    },
  ];
}

const RELATION_WORDS: Readonly<Record<Relation, string>> = {
  "same-data": "The same data",
  "same-object": "The same object",
  "other-version": "Other versions",
  "same-weakness": "The same weakness, found or to be tested",
};

function whereBlocks({ elsewhere, searched = [], causes, otherApis }: ImpactAssessment): readonly ImpactBlock[] {
  const reaching = elsewhere.filter(({ callers, way }) => callers !== "narrower" && way !== "on-request");
  const asked = elsewhere.filter(({ callers, way }) => callers !== "narrower" && way === "on-request");
  const narrower = elsewhere.filter(({ callers }) => callers === "narrower");
  const blocks = (Object.keys(RELATION_WORDS) as Relation[]) // its own keys
    .map((relation) => ({ relation, found: reaching.filter((one) => one.relation === relation) }))
    .filter(({ found }) => found.length > 0)
    .flatMap(({ relation, found }) => [
      heading(RELATION_WORDS[relation]),
      elsewhereTable(RELATION_WORDS[relation], found),
    ]);
  return [
    ...(elsewhere.length + causes.length + otherApis.length === 0
      ? [text("Nowhere else, as far as the given descriptions show.")]
      : []),
    ...blocks,
    ...(asked.length === 0
      ? []
      : [heading("Only where the caller asks for more"), elsewhereTable("On request", asked)]),
    ...(narrower.length === 0
      ? []
      : [heading("Only to fewer callers than what was reported"), elsewhereTable("To fewer callers", narrower)]),
    ...(causes.length === 0
      ? []
      : [
          heading("Causes"),
          {
            kind: "table" as const,
            name: "Causes",
            columns: [
              { name: "Cause", kind: "wide" as const },
              { name: "Severity" },
              { name: "Operations", kind: "operation" as const },
            ],
            rows: causes.map(({ title, rule, severity, operations, isWide }) => [
              [`${title} `, { code: rule }, isWide ? " (most of the API)" : ""],
              { severity },
              { operations },
            ]),
          },
        ]),
    ...(searched.length === 0
      ? []
      : [
          heading("Also searched"),
          {
            kind: "list" as const,
            items: searched.map(({ api, file, operations }): ImpactCell => {
              const found = elsewhere.filter((one) => one.file === file).length;
              return [
                `${api} (`,
                { code: file },
                `, ${count(operations, "operation")}): ${found === 0 ? "no operation, schema, field or credential of the same name" : `${found} found`}.`,
              ];
            }),
          },
        ]),
    ...(otherApis.length === 0
      ? []
      : [
          heading("Other APIs"),
          {
            kind: "table" as const,
            name: "Other APIs",
            columns: [
              { name: "API" },
              { name: "Owner" },
              { name: "What it shares", kind: "wide" as const },
              { name: "Operations", kind: "operation" as const },
            ],
            rows: otherApis.map(({ api, file, owner, text: what, operations }) => [
              [`${api} `, { code: file }],
              owner ?? "nobody",
              what,
              { operations },
            ]),
          },
        ]),
  ];
}

function elsewhereTable(name: string, found: readonly ImpactElsewhere[]): ImpactBlock {
  return {
    kind: "table",
    name,
    columns: [
      { name: "Operation", kind: "operation" },
      { name: "Why", kind: "wide" },
      { name: "Callers" },
      { name: "Where" },
    ],
    rows: found.map(({ operation, why, who, way, api, file, line }) => [
      { operation },
      `${way === "event" ? "event: " : ""}${why}${api === null ? "" : `, in ${api}`}`,
      capitalized(who),
      { code: `${file}:${line}` },
    ]),
  };
}

function sinceBlocks({ since, sinceNotAsked }: ImpactAssessment): readonly ImpactBlock[] {
  if (since === null) return [text(`Not known: ${sinceNotAsked ?? "the history was not searched"}.`)];
  const { events, beganBefore, days, commits, reviewed, unknown, opened = [], alike = [] } = since;
  const exposed = days === null ? "" : ` Exposed for ${beganBefore ? "at least " : ""}${count(days, "day")}.`;
  return [
    text(
      `${reviewed === commits && commits > 1 ? `All ${commits} commits that changed the description were judged.` : `${count(commits, "commit")} changed the description; ${reviewed} of them ${reviewed === 1 ? "was" : "were"} judged.`}${exposed}`,
    ),
    ...(events.length === 0
      ? [text("No commit is known in which it began, widened or narrowed.")]
      : [
          {
            kind: "table" as const,
            name: "How the exposure changed",
            columns: [{ name: "When" }, { name: "Commit" }, { name: "What changed", kind: "wide" as const }],
            rows: events.map(({ date, kind, commit, text: what, unsure }) => [
              `${date} ${kind}`,
              [
                { code: commit.slice(0, 12) },
                unsure === 0
                  ? ""
                  : ` or one of the ${count(unsure, "version")} before it that ${unsure === 1 ? "was" : "were"} not judged`,
              ],
              what,
            ]),
          },
        ]),
    ...(opened.length === 0
      ? []
      : [
          heading("Without a credential"),
          {
            kind: "table" as const,
            name: "When no credential was needed",
            columns: [{ name: "When" }, { name: "Commit" }, { name: "Operation", kind: "operation" as const }],
            rows: opened.map(({ from, until, commit, operation, isReported }) => [
              until === null ? `since ${from}` : `${from} to ${until}`,
              { code: commit.slice(0, 12) },
              [{ operation }, isReported ? "" : " (returns the same data)"],
            ]),
          },
        ]),
    ...(alike.length === 0
      ? []
      : [
          heading("Other operations that exposed the same data"),
          {
            kind: "table" as const,
            name: "When other operations exposed the same data",
            columns: [
              { name: "When" },
              { name: "Commit" },
              { name: "Operation", kind: "operation" as const },
              { name: "Who could call it, and what it returned", kind: "wide" as const },
            ],
            rows: alike.map(({ from, until, commit, operation, who, what }) => [
              until === null ? `since ${from}` : `${from} to ${until}`,
              { code: commit.slice(0, 12) },
              [{ operation }],
              `${capitalized(who)}: ${what}`,
            ]),
          },
        ]),
    ...(unknown.length === 0 ? [] : [{ kind: "list" as const, items: unknown }]),
  ];
}

const PEOPLE_WORDS: Readonly<Record<ImpactAssessment["people"][number]["kind"], string>> = {
  minors: "people who may be minors",
  patients: "patients, or people whose health data is kept",
  members: "people like the callers",
  customers: "people whom a business serves",
  staff: "employees and other workers",
  people: "other people",
};

function peopleBlocks({ people, duties }: ImpactAssessment): readonly ImpactBlock[] {
  return [
    people.length === 0
      ? text("It is not known to expose personal data, but other data that is returned may be about people.")
      : {
          kind: "table",
          name: "Whom it concerns",
          columns: [
            { name: "Called" },
            { name: "Who that is", kind: "wide" },
            { name: "Operations", kind: "operation" },
          ],
          rows: people.map(({ kind, called, operations }) => [capitalized(called), PEOPLE_WORDS[kind], { operations }]),
        },
    ...(people.length === 0 ? [] : [text("The description cannot show how many people that is.")]),
    ...(duties.length === 0
      ? []
      : [
          heading("Questions for the privacy officer"),
          text("They are questions, not legal claims."),
          { kind: "list" as const, items: duties.map(({ question }) => question) },
        ]),
  ];
}

function nowBlocks(impact: ImpactAssessment): readonly ImpactBlock[] {
  const { contain, fix, rotate, logs, tests, tell, due, scope } = impact;
  const all = new Set(scope.places.map(({ operation }) => operation)).size;
  const steps = (of: ImpactAssessment["fix"]): readonly ImpactCell[] => of.map((step) => stepCell(step, all));
  return [
    heading("Contain it today"),
    { kind: "list", items: steps(contain) },
    heading("Fix it"),
    { kind: "list", items: steps(fix) },
    ...(rotate.length === 0 ? [] : [heading("Rotate"), { kind: "list" as const, items: steps(rotate) }]),
    ...(logs.length === 0
      ? []
      : [
          heading("Look in the access logs"),
          {
            kind: "table" as const,
            name: "What to look for",
            columns: [
              { name: "Operation", kind: "operation" as const },
              { name: "Values", kind: "wide" as const },
              { name: "Look for", kind: "wide" as const },
            ],
            rows: logs.map(({ operation, formerly = [], parameters, look }) => [
              [
                { operation },
                ...formerly.flatMap((one): ImpactPart[] => [
                  ` (until ${one.until}: `,
                  { operation: one.operation },
                  ")",
                ]),
              ],
              parameters.length === 0
                ? "none"
                : parameters.flatMap((one, index): ImpactPart[] => [index === 0 ? "" : ", ", { code: one }]),
              capitalized(look),
            ]),
          },
        ]),
    ...(tests.length === 0
      ? []
      : [
          heading("Prove the fix"),
          {
            kind: "table" as const,
            name: "Tests that prove the fix",
            columns: [
              { name: "Operation", kind: "operation" as const },
              { name: "As" },
              { name: "Do", kind: "wide" as const },
              { name: "Passes with", kind: "wide" as const },
              { name: "Outcome" },
            ],
            rows: tests.map(({ operation, as, ask, expect, status }) => [{ operation }, as, ask, expect, status]),
          },
        ]),
    heading("Tell"),
    { kind: "list", items: tell.map(({ who, why }) => `${capitalized(who)} ${why}.`) },
    heading("By when"),
    text(due.text),
  ];
}

/** A step with the operations that it is about: all of them are not named once more. */
function stepCell({ text: words, operations }: ImpactAssessment["fix"][number], all: number): ImpactCell {
  if (operations.length === 0 || all === 1) return words;
  return operations.length === all ? `${words} (All ${all} affected operations.)` : [`${words} `, { operations }];
}

function unknownBlocks({ unknown }: ImpactAssessment): readonly ImpactBlock[] {
  return [
    {
      kind: "table",
      name: "What is not known",
      columns: [
        { name: "Not known", kind: "wide" },
        { name: "What would settle it", kind: "wide" },
        { name: "Operations", kind: "operation" },
      ],
      rows: unknown.map(({ text: words, evidence, operations }) => [words, evidence, { operations }]),
    },
  ];
}

const MOST_PLACED = 8;

function scopeBlocks({ scope, reported }: ImpactAssessment): readonly ImpactBlock[] {
  const operations = [...new Set(scope.places.map(({ operation }) => operation))];
  const others = scope.elsewhere.map(({ file, places }): ImpactCell => [
    `${count(places.length, "place")} in `,
    { code: file },
  ]);
  // What issues such a credential, or may accept one, does not refuse it.
  const accepting = new Set(reported.flatMap((one) => one.operations)).size;
  if (reported.every(({ kind }) => kind === "credential"))
    return [
      text(
        `The vulnerability is fixed when every credential of ${listed(
          reported.map(({ name }) => name),
          3,
        )} that was issued before the fix is refused by ${accepting === 1 ? "the operation" : `each of the ${accepting} operations`} that accept${accepting === 1 ? "s" : ""} it: the tests above prove it. The description does not change, and cannot show it.`,
      ),
    ];
  return [
    text(
      `The vulnerability is fixed once ${scope.places.length === 1 ? "this place" : `these ${scope.places.length} places`} in ${count(operations.length, "operation")} ${scope.places.length === 1 ? "is" : "are"} gone. The following changes do not fix it: requiring a credential that anyone can get, renaming an operation or a field, or describing less in the schema.`,
    ),
    {
      kind: "list",
      items: operations.slice(0, MOST_PLACED).map((id): ImpactCell => {
        const ways = scope.places.flatMap(({ operation, what }) => (operation === id && what !== "" ? [what] : []));
        return [
          { operation: id },
          ...ways
            .slice(0, MOST_PLACED)
            .flatMap((way, index): ImpactPart[] => [index === 0 ? ": " : ", ", { code: way }]),
          ...(ways.length > MOST_PLACED ? [` and ${ways.length - MOST_PLACED} more`] : []),
        ];
      }),
    },
    ...(operations.length <= MOST_PLACED
      ? []
      : [text(`And ${count(operations.length - MOST_PLACED, "more operation")} in the JSON.`)]),
    ...(others.length === 0 ? [] : [{ kind: "list" as const, items: others }]),
    text(
      "To create one issue for all of them from this assessment as JSON: sallyport register open --from impact.json",
    ),
  ];
}
