import { byCodeUnit } from "../../core/compare.ts";
import { textOfValue } from "../../core/text-of-value.ts";
import { Document, isMap, isScalar, parseDocument, type Pair, type YAMLMap } from "yaml";
import { sidesOf } from "./read-register.ts";
import { indentedScalars } from "../../load/indented-scalars.ts";
import type { Issue, Register } from "./register.ts";

/**
 * The text of a register after it was changed. What stands in `before` is edited, so that comments, order and the style of
 * what did not change stay; new issues go where their ids belong, so that those of two branches seldom meet.
 */
export function registerText(before: string | undefined, register: Register): string {
  // Of a merge that git left undone one side is edited: what the other has is added to it.
  const text = before === undefined ? undefined : (sidesOf(before)[0] ?? before);
  const document =
    text === undefined || text.trim() === "" ? newDocument() : parseDocument(indentedScalars(text, MOST_DEPTH) ?? text);
  if (!isMap(document.contents)) document.contents = document.createNode({ version: 1 }) as unknown as YAMLMap;
  if (!document.has("version")) document.set("version", 1);
  setRecords(document, "issues", register.issues.map(writtenIssue));
  setRecords(
    document,
    "tests",
    register.tests.map(({ id, ...test }) => [id, test]),
  );
  setRecords(
    document,
    "suites",
    register.suites.map(({ id, ...suite }) => [id, suite]),
  );
  setRecords(
    document,
    "signOffs",
    register.signOffs.map(({ id, ...signOff }) => [id, signOff]),
  );
  setRecords(
    document,
    "attestations",
    register.attestations.map(({ id, ...attestation }) => [id, attestation]),
  );
  return document.toString({ lineWidth: 0 });
}

/** As deep as a register is read. */
const MOST_DEPTH = 50;

const HEAD = ` The register of security issues. "sallyport register" keeps it; comments stay. It is read at the base of a change.`;

function newDocument(): Document {
  const document = new Document({ version: 1 });
  document.commentBefore = HEAD;
  return document;
}

type Record = readonly [id: string, fields: Readonly<{ [key: string]: unknown }>];

function writtenIssue({ id, line: _line, ...issue }: Issue): Record {
  const {
    rule,
    description,
    title,
    severity,
    status,
    owner,
    firstSeen,
    commit,
    due,
    ticket,
    acceptance,
    dismissed,
    fixed,
    partlyFixed,
    coveredBy,
    fix,
    regressed,
    note,
    places,
    causes,
    aliases,
  } = issue;
  return [
    id,
    {
      rule,
      description,
      title,
      severity,
      status,
      owner,
      firstSeen,
      commit,
      due,
      ticket,
      acceptance,
      dismissed,
      fixed,
      partlyFixed,
      coveredBy,
      fix,
      regressed,
      note,
      places,
      causes,
      aliases,
    },
  ];
}

function setRecords(document: Document, section: string, records: readonly Record[]): void {
  const found = document.get(section);
  if (!isMap(found)) {
    if (records.length === 0) return;
    document.set(section, document.createNode({}));
  }
  const map = document.get(section) as YAMLMap; // set above where it was none
  map.flow = false;
  const wanted = new Map(records);
  map.items = map.items.filter(({ key }) => wanted.has(nameOf(key)));
  for (const [id, fields] of records.toSorted(([a], [b]) => byCodeUnit(a, b))) {
    const known = map.get(id);
    if (isMap(known)) setFields(document, known, fields);
    else insert(document, map, id, fields);
  }
}

/** Sets what differs, key by key: comments stand at keys. What the fields have no longer is taken out. */
function setFields(document: Document, map: YAMLMap, fields: Readonly<{ [key: string]: unknown }>): void {
  map.items = map.items.filter(({ key }) => Object.hasOwn(fields, nameOf(key)) && fields[nameOf(key)] !== undefined);
  for (const [key, value] of Object.entries(fields)) {
    const known = map.get(key);
    if (value === undefined) continue;
    if (isMap(known) && typeof value === "object" && value !== null && !Array.isArray(value)) {
      const inner = value as Readonly<{ [key: string]: unknown }>; // plain, as the register has it
      setFields(document, known, inner);
    } else if (JSON.stringify(known) !== JSON.stringify(value)) map.set(key, document.createNode(value));
  }
}

function insert(document: Document, map: YAMLMap, id: string, fields: Readonly<{ [key: string]: unknown }>): void {
  const written = Object.fromEntries(Object.entries(fields).filter(([, value]) => value !== undefined));
  const pair = document.createPair(id, written) as Pair;
  const at = map.items.findIndex(({ key }) => nameOf(key) > id);
  const [first] = map.items;
  // The comment above the first entry is kept with the map, and would stand above the new one.
  if (at === 0 && first !== undefined && isScalar(first.key) && typeof map.commentBefore === "string") {
    first.key.commentBefore = map.commentBefore;
    map.commentBefore = null;
  }
  if (at < 0) map.items.push(pair);
  else map.items.splice(at, 0, pair);
}

function nameOf(key: unknown): string {
  return textOfValue(isScalar(key) ? key.value : key);
}
