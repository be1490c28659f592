import { credentialHeaders } from "../model/credential-header.ts";
import type { Operation } from "../model/api.ts";
import type { SecurityScheme } from "../model/security.ts";
import type { AssessedApi } from "../exposure/assessed-api.ts";
import { camelCase, freeNames } from "./input-names.ts";
import {
  taken,
  takenIn,
  type TestCaller,
  type SentParameter,
  type Taken,
  type TestInput,
} from "./authorization-test.ts";

/** Gives the parameters by which a caller shows who they are to an operation; none for who shows nothing, or where nothing is asked for. */
export function credentialsOf(
  api: AssessedApi,
): (operation: Operation, caller: TestCaller) => readonly SentParameter[] {
  const main = mainScheme(api);
  const wordOf = wordsOfSchemes(api, main);
  return (operation, caller) => {
    if (caller === "nobody" || operation.access === "anonymous") return [];
    const schemes = schemesOf(operation).filter(({ schemeKind }) => schemeKind !== "mutualTLS");
    const sent = schemes.flatMap((scheme): SentParameter[] => {
      const place = placeOf(scheme);
      return [{ ...place, value: tokenOf(caller, scheme, wordOf.get(scheme.name) ?? "", place.before) }];
    });
    if (sent.length > 0 || operation.access === "secured") return unique(sent);
    const headers = credentialHeaders(operation.parameters);
    // An API that says nothing of a credential takes one all the same, or the test shows that it does not.
    if (headers.length === 0)
      return [{ in: "header", name: "Authorization", value: tokenOf(caller, undefined, "", "Bearer ") }];
    return headers.map(({ name }, index) => ({
      in: "header" as const,
      name,
      value: tokenOf(caller, undefined, index === 0 ? "" : camelCase(name), "", name),
    }));
  };
}

/** The names of all inputs that are credentials. */
export function credentialInputs(
  operations: readonly Operation[],
  credentials: ReturnType<typeof credentialsOf>,
): ReadonlySet<string> {
  const callers = Object.keys(TOKENS) as (keyof typeof TOKENS)[]; // its own
  const values = operations.flatMap((operation) => callers.flatMap((caller) => credentials(operation, caller)));
  return new Set(values.flatMap(({ value }) => takenIn(value)).flatMap(({ from }) => from.name));
}

/** What the tokens of each scheme but the main one are called after, each otherwise. */
function wordsOfSchemes(
  { securitySchemes }: AssessedApi,
  main: SecurityScheme | undefined,
): ReadonlyMap<string, string> {
  const words = new Map<string, string>();
  for (const { name } of securitySchemes) {
    if (name === main?.name) continue;
    const isFree = freeNames(new Set(["token", ...words.values()]));
    words.set(name, isFree(camelCase(name), ""));
  }
  return words;
}

/** Whether a parameter of an operation is where its credential goes. */
export function isCredentialParameter(operation: Operation, name: string): boolean {
  const isSent = schemesOf(operation).some((scheme) => placeOf(scheme).name.toLowerCase() === name.toLowerCase());
  return isSent || credentialHeaders(operation.parameters).some((header) => header.name === name);
}

/** The schemes of the first alternative that asks for something. */
function schemesOf({ security }: Operation): readonly SecurityScheme[] {
  const asking = security?.alternatives.find(({ schemes }) => schemes.length > 0);
  return asking?.schemes.map(({ scheme }) => scheme) ?? [];
}

/** The scheme that most operations ask for: its token is called `tokenA`. */
function mainScheme({ securitySchemes }: AssessedApi): SecurityScheme | undefined {
  return securitySchemes
    .filter(({ schemeKind }) => schemeKind !== "mutualTLS")
    .reduce<SecurityScheme | undefined>(
      (most, scheme) => (most === undefined || scheme.usedBy.length > most.usedBy.length ? scheme : most),
      undefined,
    );
}

function placeOf(scheme: SecurityScheme): Pick<SentParameter, "in" | "name"> & { readonly before: string } {
  if (scheme.schemeKind === "apiKey" && scheme.parameterName !== undefined)
    return { in: scheme.in ?? "header", name: scheme.parameterName, before: "" };
  const before = scheme.schemeKind === "http" && scheme.scheme === "basic" ? "Basic " : "Bearer ";
  return { in: "header", name: "Authorization", before };
}

function tokenOf(
  caller: Exclude<TestCaller, "nobody">,
  scheme: SecurityScheme | undefined,
  own: string,
  before: string,
  header = "",
): Taken {
  const { name, about } = TOKENS[caller];
  const what =
    before === "Basic "
      ? `user name and password in Base64, ${about}`
      : scheme?.schemeKind === "apiKey"
        ? `API key ${about}`
        : `access token ${about}`;
  const input: TestInput = {
    kind: "input",
    name: own === "" ? name : `${own}${name.slice("token".length)}`,
    about: own === "" ? what : `${what}, for ${scheme?.name ?? header}`,
    isSecret: true,
  };
  return taken(input, before);
}

const TOKENS: Readonly<Record<Exclude<TestCaller, "nobody">, { readonly name: string; readonly about: string }>> = {
  A: { name: "tokenA", about: "of A, an ordinary caller" },
  B: { name: "tokenB", about: "of B, another ordinary caller, who shares nothing with A" },
  administrator: { name: "tokenAdmin", about: "of an administrator" },
  limited: {
    name: "tokenALimited",
    about: "of A with only the scopes, or without the right, that the title of the test names",
  },
  expired: { name: "tokenExpired", about: "that has expired" },
  foreign: { name: "tokenForeign", about: "that was issued for another service (another audience)" },
};

function unique(parameters: readonly SentParameter[]): readonly SentParameter[] {
  return [...new Map(parameters.map((one) => [`${one.in} ${one.name.toLowerCase()}`, one])).values()].map(
    ({ in: place, name, value }) => ({ in: place, name, value }),
  );
}
