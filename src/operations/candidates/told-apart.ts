import { memoBy } from "../../core/memo.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { evidentCredentials } from "../../exposure/evident-credential.ts";
import { affirms } from "../../lexicon/denial.ts";
import { wordsInOrder, wordsOf } from "../../lexicon/name-tokens.ts";
import { sentencesOf } from "../../lexicon/sentences.ts";
import { isOwn } from "../../exposure/principals.ts";
import { addressParts, isLoopback } from "../../exposure/reach.ts";
import { situationOf } from "../../exposure/situation.ts";
import { refusalsOf, statedCredential } from "../../exposure/stated-credential.ts";
import type { Api } from "../../model/api.ts";
import { credentialHeader } from "../../model/credential-header.ts";
import { nounsOfPath } from "./catalogue.ts";
import { lastWord } from "./nouns.ts";

/** What shows of the callers of an API that one of them can be told from another. */
export interface CallersShown {
  /** Whether they bring something by which they are known: without it there is no A whom a service could keep from B's. */
  readonly areKnown: boolean;
  /** Whether a credential is declared, or a text, a parameter or a refusal in words of its own speaks of one: there is something to leave out. */
  readonly haveCredential: boolean;
  /**
   * Whether they hold accounts with a service that is there for many: what such callers make there is each one's own. The users of one
   * installation work on what is there together, and so may those of whom nobody says how they are known.
   */
  readonly holdAccounts: boolean;
}

/** What shows of the callers of an API that they can be told apart. */
export const callersShown = memoBy(situationOf, (api): CallersShown => {
  const isDeclared = declaresCredential(api) || statesCredentialAnywhere(api);
  const haveCredential = isDeclared || api.signUps.length > 0 || api.operations.some((one) => isOfKnown(api, one));
  const areKnown = haveCredential || api.operations.some((one) => isOwn(one) || refusalsOf(one).length > 0);
  const isOfAccounts = isDeclared || statedCredential(api).isRefusedFor || areMostRefused(api);
  return { areKnown, haveCredential, holdAccounts: areKnown && isOfAccounts && !isOneInstallation(api) };
});

function declaresCredential({ securitySchemes, operations }: Api): boolean {
  return securitySchemes.length > 0 || operations.some(({ access }) => access === "secured");
}

function statesCredentialAnywhere(api: AssessedApi): boolean {
  const { ofAll, gateway, later, sent, opened, isExplained, isExplainedByTag } = statedCredential(api);
  const said = [ofAll, gateway, later, sent, opened];
  if (isExplained || isExplainedByTag || said.some((one) => one !== undefined)) return true;
  const { description = "" } = api.info;
  if (
    sentencesOf(description.slice(0, LIMIT)).some((one) =>
      CREDENTIALS.some((concept) => affirms(wordsInOrder(one), api.lexicon, concept)),
    )
  )
    return true;
  const isEvident = evidentCredentials(api);
  return api.operations.some(
    (one) => one.operationKind === "path" && (credentialHeader(one.parameters) !== undefined || isEvident(one)),
  );
}

/** Whether an operation is the log-in, or says in words of its own whom it refuses. */
function isOfKnown(api: AssessedApi, operation: AssessedApi["operations"][number]): boolean {
  const { intent } = api.assessed(operation);
  return intent === "log-in" || intent === "token" || refusalsOf(operation).some(isWritten);
}

/** Whether most operations say by themselves, in words that no generator writes, how they refuse. */
function areMostRefused({ operations }: Api): boolean {
  const refusing = operations.filter((one) => refusalsOf(one).some(isWritten));
  return refusing.length > 0 && refusing.length >= operations.length * MOST;
}

const MOST = 0.75;

function isWritten({ description = "" }: { readonly description?: string | undefined }): boolean {
  const words = description
    .slice(0, LIMIT)
    .split(/\W+/)
    .filter((word) => word !== "");
  return !WRITTEN_BY_GENERATORS.test(words.join(" "));
}

const CREDENTIALS = ["api-key", "said-credential", "password"] as const;

/** So much of a text is looked at. */
const LIMIT = 20_000;

const WRITTEN_BY_GENERATORS = /^(?:\d{3} ?)?(?:unauthori[sz]ed|forbidden|not authenticated)?$/i;

/**
 * Whether an API shows organizations to which its users may belong: its paths, or the identifiers that its calls take, name some. Two of one
 * organization often see the same, as their roles allow.
 */
export const haveOrganizations = memoBy(
  ({ operations }: Api) => operations,
  ({ operations, lexicon }): boolean => {
    const isOrganization = (noun: string): boolean => lexicon.is(noun, "tenant") && !lexicon.is(noun, "account");
    return operations.some(
      (operation) =>
        nounsOfPath(operation).some((noun) => isOrganization(lastWord(noun).toLowerCase())) ||
        operation.parameters.some(({ name }) => {
          const words = wordsOf(name);
          return words.length > 1 && lexicon.is(words.at(-1)!, "identifier-word") && isOrganization(words.at(-2)!);
        }),
    );
  },
);

/** Whether all that an API is reached at is a machine of whoever runs it: what is installed there serves those who work with it. */
function isOneInstallation({ servers }: Api): boolean {
  const hosts = servers.flatMap(({ addresses }) =>
    addresses.flatMap((address) => addressParts(address)?.host.toLowerCase() ?? []),
  );
  return (
    hosts.length > 0 && hosts.length >= servers.length && hosts.every((host) => isLoopback(host) || OWN_HOST.test(host))
  );
}

/** Hosts as whoever installs a product has them: names of a local network, or without a domain. */
const OWN_HOST = /^(?:[\w-]+|.*\.(?:local|localdomain|lan|home|home\.arpa))$/;
