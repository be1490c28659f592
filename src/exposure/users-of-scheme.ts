import type { Api, Operation } from "../model/api.ts";
import { memoBy } from "../core/memo.ts";
import { schemeSaidForAll } from "./asked-of-all.ts";
import { isAfterLogIn } from "./evident-credential.ts";
import { isSaidOpen } from "./said.ts";
import type { SecurityScheme } from "../model/security.ts";

type Described = Pick<Api, "info" | "operations" | "securitySchemes">;

/**
 * The operations that a scheme is for: those that require it. Where nothing is required anywhere, a scheme that a text demands of
 * all calls, or the only one that is defined, is meant for all that nothing says to be open: what is wrong with how it is sent, or what
 * it lets callers do, is wrong there. Who gets in is another question, which only a requirement answers.
 */
export function usersOf(api: Described, scheme: SecurityScheme): readonly Operation[] {
  return scheme.usedBy.length > 0 ? scheme.usedBy : (usersOfUnbound(api).get(scheme) ?? NONE);
}

const NONE: readonly Operation[] = [];

const usersOfUnbound = memoBy(
  ({ operations }: Described) => operations,
  (api): ReadonlyMap<SecurityScheme, readonly Operation[]> => {
    const { operations, securitySchemes } = api;
    const paths = operations.filter(({ operationKind }) => operationKind === "path");
    if (paths.some(({ access }) => access !== "unstated")) return new Map();
    const defined = securitySchemes.filter(({ schemeKind }) => schemeKind !== "undefined");
    const scheme = schemeSaidForAll(api)?.scheme ?? (defined.length === 1 ? defined[0] : undefined);
    return scheme === undefined
      ? new Map()
      : new Map([[scheme, paths.filter((operation) => isAfterLogIn(operation) && !isSaidOpen(operation))]]);
  },
);
