import { operationsBelow } from "../model/operations-on-path.ts";
import { memoBy } from "../core/memo.ts";
import type { Lexicon } from "../lexicon/lexicon.ts";
import { textOfName, wordsOf } from "../lexicon/name-tokens.ts";
import { isMadeOf } from "../lexicon/phrases.ts";
import type { Api, Operation } from "../model/api.ts";
import { inputNames, intentOf } from "./intent.ts";
import { strangersMeet } from "./open-community.ts";
import { fixedSegments } from "./words.ts";

/** How somebody comes by an account where nobody signs up: who has one makes it, and it is then used to log in. */
export interface AccountsByHolders {
  readonly maker: Operation;
  readonly logIn: Operation;
}

/**
 * The operations by which accounts are made and used, where whoever makes one needs one already: an administrator makes
 * users, says what each may do and takes them away again, and a log-in lets them in. None where persons are those of
 * organizations, which may sign up elsewhere, and where strangers meet.
 */
export const accountsByHolders = memoBy(({ operations }: Api) => operations, readAccounts);

function readAccounts(api: Api): AccountsByHolders | undefined {
  const paths = api.operations.filter(({ operationKind }) => operationKind === "path");
  const logIn = paths.find((operation) => operation.access !== "secured" && intentOf(operation) === "log-in");
  if (logIn === undefined || strangersMeet(api).length > 0 || paths.some(isOfOrganisation)) return undefined;
  const maker = paths.find((operation) => makesAccounts(operation) && takesAway(paths, operation));
  return maker === undefined ? undefined : { maker, logIn };
}

/** Whether an operation makes a person's record and says what that person may do. A sign-up that asks for a credential is a contradiction. */
function makesAccounts(operation: Operation): boolean {
  const { method, path, access, lexicon } = operation;
  return (
    method === "POST" &&
    access === "secured" &&
    intentOf(operation) === undefined &&
    !path.endsWith("}") &&
    lexicon.is(textOfName(fixedSegments(path).at(-1) ?? ""), "person-record") &&
    inputNames(operation).some((name) => saysWhatOneMay(name, lexicon))
  );
}

function saysWhatOneMay(name: string, lexicon: Lexicon): boolean {
  const words = wordsOf(name);
  return (
    isMadeOf(words, lexicon, "administrator-flag", "around-administrator-flag") || lexicon.is(words.at(-1)!, "right")
  );
}

/** Whether accounts of others are taken away beside where they are made. */
function takesAway(paths: readonly Operation[], { path }: Operation): boolean {
  return operationsBelow(paths, `${path}/{`).some(({ method, access }) => method === "DELETE" && access === "secured");
}

function isOfOrganisation(operation: Operation): boolean {
  const names = [...fixedSegments(operation.path), ...inputNames(operation)];
  const { lexicon } = operation;
  // An account may be a person's as well.
  return names.some((name) => lexicon.has(wordsOf(name), "tenant") && !lexicon.has(wordsOf(name), "account"));
}
