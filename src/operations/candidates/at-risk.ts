import { grouped } from "../../core/grouped.ts";
import { memo } from "../../core/memo.ts";
import type { OfCategory } from "../../core/category-words.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { endsIn } from "../../lexicon/phrases.ts";
import { isOfThisCall } from "../../exposure/subject.ts";
import { isAbove, moreSensitive, type Sensitivity } from "../../core/exposure-words.ts";
import { isCredential } from "../../data/taxonomy/is-credential.ts";
import type { Operation } from "../../model/api.ts";
import { isOfPublishedPerson } from "../../exposure/published-people.ts";
import { isChangingGet } from "../../exposure/changing-get.ts";
import { sharingOwn } from "../../exposure/said-to-act.ts";
import type { AssessedApi, AssessedFlow } from "../../exposure/assessed-api.ts";
import { fixedSegments } from "../../exposure/words.ts";
import { answersFile } from "../inputs/answers.ts";
import { isShownByExample, understandingOf } from "../understood.ts";
import type { CallersContent, ContentOfCallers } from "./callers-content.ts";
import { barePath, collectionPath, objectPath } from "./path-steps.ts";
import { secretThings } from "./secret-things.ts";

/** What is lost where an operation does not look at whose a thing is. */
export interface AtRisk {
  readonly sensitivity: Sensitivity;
  /** What it returns to whoever calls. */
  readonly returned: Share;
  /** Why that is not known: it is a file, or no schema says it; then what returns the same, if anything does. */
  readonly unknown: Unknown | undefined;
  /** What whoever calls can set. */
  readonly taken: Share;
  /** What the thing holds that it changes or takes away, by what shows it. */
  readonly held: Share & {
    readonly shownBy: Operation | undefined;
    /** Whether what shows it has no schema, so that nobody can tell what it holds. */
    readonly isUnknown?: boolean;
  };
}

/** The worst of some data, and what it is. */
export interface Share {
  readonly sensitivity: Sensitivity;
  /** The categories of the worst, each once. */
  readonly categories: readonly OfCategory[];
  /** Whether nothing in it is known to be sensitive, and a setting of the thing says that its owner may keep it secret. */
  readonly isSecretThing?: true;
  /** What tells that it is content of callers, where nothing in it is known to be sensitive. */
  readonly content?: CallersContent;
}

/** What no schema says: what is in a file, what comes back at all, or what was made of the thing, which another read shows. */
export interface Unknown {
  readonly kind: "file" | "untyped" | "made";
  /** An operation that returns the same with a schema. */
  readonly likeOf: Operation | undefined;
}

const NOTHING: Share = { sensitivity: "public", categories: [] };

/**
 * Gives what is at stake with an operation; what its path holds is looked for once. Who claims something with a code, as
 * `showsSecret` says, sets no secret.
 */
export function atRiskOf(
  api: AssessedApi,
  { readBy }: ContentOfCallers,
  isReading: (operation: Operation) => boolean,
  showsSecret: (operation: Operation) => boolean,
): (operation: Operation) => AtRisk {
  const reads = new Map<string, Operation>();
  const items = new Map<string, Operation>();
  for (const operation of api.operations) {
    if (operation.operationKind !== "path" || operation.method !== "GET") continue;
    reads.set(barePath(operation), operation);
    if (/\{[^{}]*\}\/?$/.test(operation.path)) items.set(collectionPath(operation), operation);
  }
  const parts = grouped(reads, ([path]) => path.slice(0, path.lastIndexOf("/")));
  const worstParts = new Map<string, Operation | undefined>();
  const worstPartOf = (object: string): Operation | undefined => {
    if (!worstParts.has(object))
      worstParts.set(object, object === "" ? undefined : worstOf(parts.get(object) ?? [], returnedBy));
    return worstParts.get(object);
  };
  const isOfSecret = secretThings(api);
  const returnedBy = memo((operation: Operation): Share => {
    const share = shareOf(
      api.assessed(operation).flows.filter((flow) => isShown(flow) && !isPublished(api, flow) && !isOfThisCall(flow)),
    );
    if (isAbove(share.sensitivity, "internal")) return share;
    if (isOfSecret(operation)) return IN_SECRET;
    const content = readBy(operation);
    return content === undefined ? share : { sensitivity: "confidential", categories: [], content };
  });
  return (operation) => {
    if (isReading(operation)) {
      const own = returnedBy(operation);
      const source = isAbove(own.sensitivity, "internal") ? undefined : sourceOf(operation, reads);
      const made = source === undefined ? NOTHING : returnedBy(source);
      if (isAbove(made.sensitivity, "internal"))
        return {
          sensitivity: made.sensitivity,
          returned: made,
          unknown: { kind: "made", likeOf: source },
          taken: NOTHING,
          held: { ...NOTHING, shownBy: undefined },
        };
      const kind = own === NOTHING ? unknownKind(api, operation) : undefined;
      const like =
        kind === "untyped" ? (items.get(barePath(operation)) ?? reads.get(collectionPath(operation))) : undefined;
      // What is not described either tells nothing.
      const isTelling = like !== undefined && like !== operation && unknownKind(api, like) !== "untyped";
      const likeOf = isTelling ? like : undefined;
      const returned = likeOf === undefined ? (kind === "file" ? IN_A_FILE : own) : returnedBy(likeOf);
      const unknown = kind === undefined ? undefined : { kind, likeOf };
      return {
        sensitivity: returned.sensitivity,
        returned,
        unknown,
        taken: NOTHING,
        held: { ...NOTHING, shownBy: undefined },
      };
    }
    const returned = returnedBy(operation);
    const isShownOnly = showsSecret(operation);
    const taken = shareOf(
      api
        .assessed(operation)
        .flows.filter((flow) => isSet(flow) && !(isShownOnly && isCredential(flow.field.category))),
    );
    const object = objectReadBy(operation, reads, items) ?? worstPartOf(objectPath(operation));
    const shown = object === undefined ? NOTHING : returnedBy(object);
    // What is shared or hosted of the caller's is read by others then, whatever it holds.
    const isShared = isChangingGet(operation) && sharingOwn(operation) !== undefined;
    const held =
      isShared && !isAbove(shown.sensitivity, "internal")
        ? ({ sensitivity: "confidential", categories: [], content: { kind: "own", shownBy: operation } } as const)
        : shown;
    return {
      sensitivity: [returned, taken, held].map((share) => share.sensitivity).reduce(moreSensitive),
      returned,
      unknown: undefined,
      taken,
      held: {
        ...held,
        shownBy: held === NOTHING ? undefined : object,
        isUnknown: held === NOTHING && object !== undefined && unknownKind(api, object) === "untyped",
      },
    };
  };
}

/** What is in a file of somebody is theirs, whatever it is. */
const IN_A_FILE: Share = { sensitivity: "confidential", categories: [] };

/** What its owner may keep to themselves is theirs then, whatever is in it. */
const IN_SECRET: Share = { sensitivity: "confidential", categories: [], isSecretThing: true };

/** Whether what comes back is a file, or nothing says what it is. What is a picture by its name is there to be seen. */
function unknownKind(api: AssessedApi, operation: Operation): Unknown["kind"] | undefined {
  const understanding = understandingOf(api, operation);
  if (understanding === "opaque" || (understanding === "partly" && isShownByExample(api, operation))) return "untyped";
  const last = wordsOf(fixedSegments(operation.path).at(-1) ?? "");
  return understanding === "file" && !operation.lexicon.has(last, "picture") ? "file" : undefined;
}

/**
 * The operation that shows the thing of which a file or a link to one is made: `/documents/{id}` for `/documents/{id}/download`
 * and `/documents/{id}/public-url`. An export that answers with the job that makes it is another thing.
 */
function sourceOf(operation: Operation, reads: ReadonlyMap<string, Operation>): Operation | undefined {
  const { lexicon } = operation;
  const object = objectPath(operation);
  const [last = "", ...further] = barePath(operation).slice(object.length).split("/").filter(Boolean);
  if (object === "" || last === "" || further.length > 0) return undefined;
  const words = wordsInOrder(last);
  const isLink = lexicon.has(words, "needs-no-log-in") || (words.length > 1 && lexicon.has(words, "download"));
  const isFile = answersFile(operation) && MADE_AS.some((concept) => endsIn(words, lexicon, concept));
  return isLink || isFile ? reads.get(object) : undefined;
}

/** Last words of a path that give a thing in another form. */
const MADE_AS = ["form-of-file", "preview", "printed", "renders"] as const;

/** The operation that shows what another changes: the object of its path, one of the collection, or all. */
function objectReadBy(
  operation: Operation,
  reads: ReadonlyMap<string, Operation>,
  items: ReadonlyMap<string, Operation>,
): Operation | undefined {
  if (operation.path.includes("{")) return reads.get(objectPath(operation)) ?? reads.get(collectionPath(operation));
  // `/customers/bulk-delete` is about customers.
  const collection = barePath(operation).replace(/\/[^/]*$/, "");
  return items.get(collection) ?? reads.get(collection);
}

/** What is worst to read of some: of the parts of an object where nothing shows the object itself, `/cases/{id}/summary`. */
function worstOf(
  parts: readonly (readonly [path: string, read: Operation])[],
  returnedBy: (operation: Operation) => Share,
): Operation | undefined {
  let worst: Operation | undefined;
  for (const [, read] of parts)
    if (worst === undefined || isAbove(returnedBy(read).sensitivity, returnedBy(worst).sensitivity)) worst = read;
  return worst;
}

function shareOf(flows: readonly AssessedFlow[]): Share {
  const known = flows.filter(({ field }) => field.confidence !== "possible");
  const sensitivity = known.map(({ field }) => field.sensitivity).reduce<Sensitivity>(moreSensitive, "public");
  if (sensitivity === "public") return NOTHING;
  const worst = known.filter(({ field }) => field.sensitivity === sensitivity);
  return { sensitivity, categories: [...new Map(worst.map(({ field }) => [field.category, field] as const)).values()] };
}

/** The director of a film is nobody's secret, and the film nobody's; nor is what is told of things that are published. */
function isPublished(api: AssessedApi, flow: AssessedFlow): boolean {
  return !flow.principal && (isOfPublishedPerson(flow) || api.whose.isWrittenForOthers(flow));
}

/** What is in the answer itself, and not only on request. */
function isShown({ direction, via }: AssessedFlow): boolean {
  return direction === "read" && (via === "body" || via === "embedded");
}

/** What a body sets; a parameter says which, or lets the caller in. */
function isSet({ direction, via }: AssessedFlow): boolean {
  return direction === "write" && (via === "body" || via === "embedded");
}
