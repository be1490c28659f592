import { fieldName } from "../core/field-name.ts";
import { isCredential } from "../data/taxonomy/is-credential.ts";
import { count, listed } from "../core/prose.ts";
import type { Review } from "../core/review.ts";
import { isAbove } from "../core/exposure-words.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { wordsOf } from "../lexicon/name-tokens.ts";
import { isOfPublishedPerson } from "../exposure/published-people.ts";
import { configurationKey } from "../policy/configuration-key.ts";
import { tenantIdentifiers } from "../operations/candidates/object-identifiers.ts";
import { namesReturned } from "../operations/readers/returned-fields.ts";
import { shownAlone } from "../operations/readers/shown-alone.ts";
import { carriedBy, flowsOverCeiling } from "../operations/readers/readers.ts";
import { oneKeyQuestion } from "./one-key.ts";
import { stepUpQuestion } from "./step-up.ts";
import { namedSettings, unmatchedSettingsQuestion } from "./unmatched-settings.ts";

type Question = Review["questions"][number];

/** What a reviewer would ask the team, beside the assumptions: nothing of it is a finding. */
export function questionsOf(api: AssessedApi): Question[] {
  return [
    ...unmatchedSettingsQuestion(namedSettings(api).filter(({ isMatched, isForOthers }) => !isMatched && !isForOthers)),
    ...undeclaredAudience(api),
    ...shownMembers(api),
    ...publishedPeople(api),
    ...chosenTenant(api),
    ...stepUpQuestion(api),
    ...oneKeyQuestion(api),
    ...possibleFields(api),
    ...contradictedAnswers(api),
  ];
}

function undeclaredAudience(api: AssessedApi): Question[] {
  const operations = api.operations.filter(
    (operation) => operation.operationKind === "path" && api.assessed(operation).declared.audience === undefined,
  );
  if (operations.length === 0) return [];
  const whole = operations.length === api.operations.filter(({ operationKind }) => operationKind === "path").length;
  return [
    {
      id: "audience",
      text: whole
        ? `What is the intended audience of this API: private, partner or public? Nothing declares it. ${OWN_APPS}`
        : `What is the intended audience of ${count(operations.length, "operation")}: private, partner or public? Nothing declares it. ${OWN_APPS}`,
      operations: operations.map(({ id }) => id),
      settle: "audience",
    },
  ];
}

/** What those ask themselves who make both the app and the API behind it. */
const OWN_APPS =
  "If the API serves only your own apps but anyone can sign up, the answer is public. A narrower answer hides no findings: they depend on who can actually call the API.";

/** A header that says for which organization or customer a call is: callers choose, and only the server can know whose they may. */
function chosenTenant(api: AssessedApi): Question[] {
  const chosen = api.operations.filter(
    (operation) =>
      operation.operationKind === "path" &&
      api.assessed(operation).admission !== "anonymous" &&
      tenantIdentifiers(operation).length > 0,
  );
  if (chosen.length === 0) return [];
  const names = [
    ...new Set(chosen.flatMap((operation) => tenantIdentifiers(operation).map(({ name }) => `"${name}"`))),
  ];
  return [
    {
      id: "chosen-tenant",
      text: `Callers choose with ${listed(names, 3)} whose data a call is about. Does the server refuse every value that the credential was not issued for?`,
      operations: chosen.map(({ id }) => id),
      settle: null,
    },
  ];
}

/** A name, handle or picture alone is what communities show of their members. */
function shownMembers(api: AssessedApi): Question[] {
  const flows = flowsOverCeiling(api).filter(shownAlone(api));
  if (flows.length === 0) return [];
  const operations = [...new Set(flows.map(({ operation }) => operation.id))];
  return [
    {
      id: "shown-members",
      text: `${listed(operations, 3)} ${operations.length === 1 ? "shows" : "show"} other people's ${carriedBy(flows, 5, "plural")}. Have these people agreed to that?`,
      operations,
      settle: null,
    },
  ];
}

/** Authors, doctors, members of parliament: a catalogue or directory shows who they are. */
function publishedPeople(api: AssessedApi): Question[] {
  const flows = api.operations.flatMap((operation) => {
    const { row, exposed } = api.assessed(operation);
    return row === "anonymous" || row === "self-registered"
      ? exposed.filter(
          (flow) =>
            !flow.principal &&
            isAbove(flow.field.sensitivity, api.policy.ceilings[row][flow.whose]) &&
            flow.field.confidence !== "possible" &&
            isOfPublishedPerson(flow),
        )
      : [];
  });
  if (flows.length === 0) return [];
  const operations = [...new Set(flows.map(({ operation }) => operation.id))];
  return [
    {
      id: "published-people",
      text: `${listed(operations, 3)} ${operations.length === 1 ? "publishes" : "publish"} ${carriedBy(flows, 5, "plural")} of people who are listed for their work. Do these people know that this data is published? Is any of it private?`,
      operations,
      settle: null,
    },
  ];
}

/**
 * Fields that may hold something sensitive, where the description is not clear enough to tell. Things have names as people
 * do: a name is asked about only where something else of its owner is a person's, or strangers read who did something.
 */
function possibleFields(api: AssessedApi): Question[] {
  const sensitive = api.data.fields.filter(
    ({ sensitivity }) => sensitivity === "confidential" || sensitivity === "restricted",
  );
  const personal = new Set(sensitive.filter(({ category }) => isOfPerson(category)).map(({ owner }) => owner));
  const shown = namesShownToStrangers(api);
  // An answer is given for a name: one that is known to hold something elsewhere would be unsaid there.
  const known = new Set(
    sensitive.flatMap((field) => (field.confidence === "possible" ? [] : [field.name.toLowerCase()])),
  );
  const fields = sensitive.filter(
    (field) =>
      field.confidence === "possible" &&
      !known.has(field.name.toLowerCase()) &&
      (field.category !== "user.name" ||
        (field.owner !== undefined && personal.has(field.owner)) ||
        (isOfWhoDidIt(field.name, api.lexicon) && shown.has(field.name))),
  );
  if (fields.length === 0) return [];
  const names = [...new Set(fields.map(fieldName))];
  const key = JSON.stringify(names[0]);
  return [
    {
      id: "possible-fields",
      text: `${names.length === 1 ? `Is this field` : `Are these fields`} personal or secret: ${listed(names, 8)}? The description does not say. If they are not, add an entry${names.length === 1 ? "" : " for each of them"} under data.fields in sallyport.yaml: ${key}: { sensitivity: public, reason: "…" }. If they are, write confidential or restricted instead of public; the review then uses that sensitivity.`,
      operations: [],
      settle: "data.fields",
    },
  ];
}

/** Whether a name is of who did something, which only people do: `sampledBy`. */
function isOfWhoDidIt(name: string, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  return words.length > 1 && lexicon.is(words.at(-1)!, "by-whom");
}

/** The names of what whoever wants to can read. */
function namesShownToStrangers(api: AssessedApi): ReadonlySet<string> {
  return new Set(
    api.operations.flatMap((operation) => {
      const { row } = api.assessed(operation);
      return row === "anonymous" || row === "self-registered" ? [...namesReturned(operation)] : [];
    }),
  );
}

/** Whether what a category holds is of a person, and no name, which things have too, nor what lets somebody in. */
function isOfPerson(category: string): boolean {
  return category.startsWith("user.") && category !== "user.name" && !isCredential(category);
}

/** What `sallyport.yaml` says of a credential that the description itself gives to anyone: the answer holds, and is asked about. */
function contradictedAnswers(api: AssessedApi): Question[] {
  return [...enrolledNotStaff(api), ...openSignUps(api)];
}

/** Callers whom `sallyport.yaml` calls the organization's own, and whom the description shows to be people whom it serves. */
function enrolledNotStaff(api: AssessedApi): Question[] {
  return api.schemes.flatMap(({ scheme, enrolled }) =>
    enrolled === undefined
      ? []
      : [
          {
            id: "contradicted-answer",
            text: `${api.policy.file ?? "sallyport.yaml"} says that only the organization's own staff and systems get the credential of ${scheme.name}, but ${enrolled}. People whom an organization enrols are no staff, and are judged like partners. If that is right, write partner; if only staff log in, correct the description.`,
            operations: [],
            settle: configurationKey(["admission", scheme.name]),
          },
        ],
  );
}

function openSignUps(api: AssessedApi): Question[] {
  return api.schemes.flatMap(({ scheme, despite }) =>
    despite === undefined
      ? []
      : [
          {
            id: "contradicted-answer",
            text: `${api.policy.file ?? "sallyport.yaml"} says that not everyone can get the credential of ${scheme.name}, but anyone can sign up with ${despite.id}. Which is true?`,
            operations: [despite.id],
            settle: configurationKey(["admission", scheme.name]),
          },
        ],
  );
}
