import { memo, memoOfTextBy } from "../core/memo.ts";
import { denies } from "../lexicon/denial.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { affirms } from "../lexicon/denial.ts";
import { wordsInOrder, wordsOf } from "../lexicon/name-tokens.ts";
import type { Flow, PassedObject } from "../data/flows/flow.ts";
import type { Operation } from "../model/api.ts";
import { endsIn, precedes } from "../lexicon/phrases.ts";
import { sentencesOf } from "../lexicon/sentences.ts";
import { isCalled } from "./people-words.ts";
import { fixedSegments } from "./words.ts";

/*
 * People whom an API publishes on purpose: who wrote a book, who treats patients, who was elected. A catalogue or directory
 * shows who they are and how they are reached at work. What is private of them it shows by mistake.
 */

/** Whether a flow is what a catalogue or directory shows on purpose of somebody whom it publishes. */
export function isOfPublishedPerson(flow: Flow): boolean {
  const { field, path, operation } = flow;
  const { lexicon } = operation;
  const words = wordsOf(field.name);
  // Most fields are of no category that is ever shown of anybody, whoever it is.
  if (!isEverShown(field.category) && !lexicon.has(words, "life-told")) return false;
  if (isOfDeceased(flow)) return true;
  const kind =
    kindOfObjects(path, lexicon) ??
    kindOfPath(operation) ??
    // The name itself says whose it is: the `ceo` of a company, the `author` of an article.
    (field.category === "user.name" ? kindOfName(field.name, operation) : undefined) ??
    (isOfOffice(flow) ? "professional" : undefined);
  if (lexicon.has(words, "private-life") || words.some((word) => PRIVATE_STEM.test(word))) return false;
  if (kind === undefined) return SHOWN_OF_ALL.has(field.category) && saysAgreed(operation);
  if (SHOWN_OF_ALL.has(field.category) || lexicon.has(words, "life-told")) return true;
  if (kind === "offering") return false;
  return kind === "professional" ? OFFICE.test(field.category) : SHOWN_OF_FIGURES.test(field.category);
}

/** Whether fields of a category are shown of some people who are published. */
function isEverShown(category: string): boolean {
  return (
    SHOWN_OF_ALL.has(category) ||
    SHOWN_OF_DECEASED.has(category) ||
    SHOWN_OF_FIGURES.test(category) ||
    OFFICE.test(category)
  );
}

/** Whether the text of an operation says that the people whom it shows have agreed to that. */
const saysAgreed = memo(
  ({ description = "", path, lexicon }: Operation): boolean =>
    !fixedSegments(path).some((segment) => lexicon.has(wordsOf(segment), "treated-person")) &&
    sentencesOf(description).some((sentence) => {
      const words = wordsInOrder(sentence);
      return lexicon.has(words, "agreed-to-be-shown") && !denies(words, lexicon) && !lexicon.has(words, "only-some");
    }),
);

/**
 * Whether somebody is named in the history that a revision carries with it, as its author or committer: whoever has the
 * files has the name and address too.
 */
export function isNamedInRevision({ field, path }: Flow): boolean {
  if (!SIGNED_WITH.has(field.category)) return false;
  return path.some(({ property }, at) => {
    const names = [...(path[at - 1]?.schema.properties.keys() ?? [])];
    return SIGNERS.test(property ?? "") && REVISION.every((one) => names.some((name) => one.test(name)));
  });
}

const SIGNED_WITH: ReadonlySet<string> = new Set(["user.name", "user.contact.email", "user.account.username"]);
const SIGNERS = /^(?:author|committer|tagger)$/;
/** What the object of a revision has beside who signed it. */
const REVISION = [/^message$/, /^(?:sha|tree|tree_id|parents|object|hash)$/];

/**
 * Whether a flow is what people write for others to see, where all that the path names is such: the comments on an article,
 * and not those on a ticket.
 */
export function isPublishedText({ field, operation }: Flow): boolean {
  return (
    field.category === "user.content.private" &&
    field.sensitivity === "confidential" &&
    (isOfPublishedContent(operation) ||
      isOfOpenReviews(operation) ||
      saysAgreed(operation) ||
      isCalledPublished(operation)) &&
    !isPrivatePlace(operation)
  );
}

/** Whether a text that is read without a credential stands in a review, wherever that stands: `reviews` of a profile. */
export function isTextOfReview({ field, path, operation }: Flow): boolean {
  const { access, lexicon } = operation;
  return (
    access !== "secured" &&
    field.category === "user.content.private" &&
    field.sensitivity === "confidential" &&
    path.some((passed) => namesOf(passed).some((name) => isCalled(name, "published-review", lexicon)))
  );
}

/** Whether anybody may read what people think of something: a review is written for others, whatever it is of. */
function isOfOpenReviews({ access, path, lexicon }: Operation): boolean {
  return access === "anonymous" && isCalled(fixedSegments(path).at(-1) ?? "", "published-review", lexicon);
}

/** Whether an open list is called one of what was told to everybody: "Published incidents", "Announced maintenance". */
function isCalledPublished({ access, method, summary = "", lexicon }: Operation): boolean {
  return access === "anonymous" && method === "GET" && affirms(wordsInOrder(summary), lexicon, "told-to-all");
}

/** Whether each thing that a path names is what people publish. */
const isOfPublishedContent = memo(({ path, lexicon }: Operation): boolean => {
  const segments = path.split("/").filter((segment) => segment !== "");
  const things = segments.filter(
    (segment, at) => !segment.includes("{") && (at === segments.length - 1 || segments[at + 1]!.includes("{")),
  );
  return things.length > 0 && things.every((name) => isCalled(name, "published-content", lexicon));
});

/** Whether a path says that what stands there is private: `/topics/private-messages`. */
export const isPrivatePlace = memo(({ path, lexicon }: Operation): boolean =>
  fixedSegments(path).some((segment) => lexicon.has(wordsOf(segment), "private-life")),
);

function namesOf({ schema, property }: PassedObject): readonly string[] {
  return [property ?? "", schema.name ?? schema.title ?? ""];
}

type PublishedKind = "figure" | "professional" | "offering";

/** What the nearest object on the way to a flow is by its names. */
function kindOfObjects(path: readonly PassedObject[], lexicon: Lexicon): PublishedKind | undefined {
  for (let at = path.length - 1; at >= 0; at -= 1) {
    const { schema, property } = path[at]!;
    const kind = kindOf(schema.name ?? schema.title ?? "", lexicon) ?? kindOf(property ?? "", lexicon);
    if (kind !== undefined) return kind;
  }
  return undefined;
}

function kindOfPath({ path, operationId = "", summary = "", lexicon }: Operation): PublishedKind | undefined {
  const segment = fixedSegments(path).at(-1);
  if (segment === undefined) return undefined;
  const kind = kindOf(segment, lexicon);
  if (kind !== undefined || !ANY_PEOPLE.test(segment)) return kind;
  // Which people `/people` gives, the operation's name or the opening of its summary says: `getMaker`, "A maker, with links".
  return kindOf(operationId, lexicon) ?? kindOf(wordsInOrder(summary).slice(0, 2).at(-1) ?? "", lexicon);
}

/** People of any kind. */
const ANY_PEOPLE = /^(?:people|persons?|personen|personnes?|personas?|pessoas?)$/i;

/** `instructorName` and `nomeAnfitriao`, too; who offers something is shown with it where the catalogue is read. */
function kindOfName(name: string, operation: Operation): PublishedKind | undefined {
  const { method, lexicon } = operation;
  const words = wordsOf(name).filter((word) => !lexicon.is(word, "word-for-name"));
  const isOffering = method === "GET" && lexicon.is(words.at(-1) ?? "", "offers-publicly");
  return kindOf(words.join(" "), lexicon) ?? (isOffering ? "offering" : undefined);
}

/** Of each flow all names above it are asked: in Stripe 44,000 times for 200 names. */
const kindOf = memoOfTextBy((name: string, lexicon: Lexicon): PublishedKind | undefined => {
  const words = wordsOf(name).filter((word) => !lexicon.is(word, "wraps-data") && !lexicon.is(word, "said-public"));
  const last = words.at(-1) ?? "";
  if (lexicon.is(last, "public-figure")) return "figure";
  return endsIn(words, lexicon, "professional") ? "professional" : undefined;
});

/** Name, role, picture and biography are what such people are shown for. */
const SHOWN_OF_ALL: ReadonlySet<string> = new Set([
  "user.name",
  "user.job_title",
  "user.content.self_image",
  "user.account.username",
]);
const SHOWN_OF_FIGURES = /^user\.(?:demographic(?:$|\.(?:date_of_birth|gender|political_opinion))|contact\.url)/;
const OFFICE = /^user\.contact(?:$|\.(?:email|phone_number|fax_number|address|url))/;

/**
 * Whether a flow says who somebody was and when they lived, of whom names or texts say that they are dead: a register of
 * graves. A record that may have a date of death is not enough: those of the living have an empty one.
 */
function isOfDeceased({ field, path, operation }: Flow): boolean {
  const { lexicon } = operation;
  if (!SHOWN_OF_DECEASED.has(field.category)) return false;
  const isSaid = (text: string | undefined): boolean => lexicon.has(wordsInOrder(text ?? ""), "deceased-person");
  const isNameOfDeceased = (text: string | undefined): boolean =>
    precedes(wordsInOrder(text ?? ""), lexicon, "word-for-name", "deceased-person", 2);
  const passed = path.at(-1);
  if (passed === undefined) return false;
  const properties = [...passed.schema.properties];
  if (namesOf(passed).some((name) => endsIn(wordsOf(name), lexicon, "deceased-person"))) return true;
  // Beside the name of the dead may stand who is left: only their own name is told by its text.
  const telling =
    field.category === "user.name"
      ? properties.filter(([name]) => name === field.name)
      : lexicon.has(wordsOf(field.name), "natural-person")
        ? []
        : properties;
  if (telling.some(([, { description }]) => isNameOfDeceased(description))) return true;
  // "Patients, without those who are deceased" and their heirs live.
  if ([...fixedSegments(operation.path), field.name].some((name) => isOfPeople(name, lexicon) && !isSaid(name)))
    return false;
  const isOfDead = isSaid(operation.summary) && !denies(wordsInOrder(operation.summary ?? ""), lexicon);
  return isOfDead && properties.some(([name]) => lexicon.is(wordsOf(name).join(" "), "time-of-death"));
}

const SHOWN_OF_DECEASED: ReadonlySet<string> = new Set(["user.name", "user.demographic.date_of_birth"]);

/**
 * Whether the name of a way to reach somebody says that it is that of their office, `workPhone`, `diensttelefon`, in no record
 * of people: where a patient works is theirs.
 */
function isOfOffice({ field, path, operation }: Flow): boolean {
  const { lexicon } = operation;
  return (
    OFFICE.test(field.category) &&
    wordsOf(field.name).some((word) => OFFICE_STEM.test(word) || lexicon.is(word, "of-office")) &&
    ![...fixedSegments(operation.path), ...path.flatMap(namesOf)].some((name) => isOfPeople(name, lexicon))
  );
}

function isOfPeople(name: string, lexicon: Lexicon): boolean {
  return (["natural-person", "met-by-office"] as const).some((one) => lexicon.has(wordsOf(name), one));
}

const OFFICE_STEM = /^(?:dienst|geschaefts|geschäfts|buero|büro)(?=\p{L}{3})/u;
const PRIVATE_STEM = /^(?:privat|wohn|heim)/;
