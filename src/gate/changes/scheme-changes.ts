import { listed, quoted } from "../../core/prose.ts";
import { memo } from "../../core/memo.ts";
import { placeOf, type Api } from "../../model/api.ts";
import type { OAuthFlow, SecurityScheme } from "../../model/security.ts";
import type { Change, ChangeKind, Compared } from "../change.ts";
import { matchedSchemes } from "./matched-schemes.ts";
import { strengthOf } from "./scheme-strength.ts";
import { operationWords } from "./words.ts";

/** Security schemes that are in use in both descriptions and work otherwise now. */
export function* schemeChanges({ base, head }: Compared): Generator<Change> {
  const own: OwnMove[] = [];
  for (const [before, after] of matchedSchemes(base.securitySchemes, head.securitySchemes)) {
    if (after.usedBy.length === 0 || before.schemeKind === "undefined") continue;
    for (const { kind, direction, told, keys } of differences(before, after, ownHosts(base))) {
      if (kind === "token-endpoint-moved" && direction === "neutral") {
        own.push({ before, after, told, keys });
        continue;
      }
      yield {
        kind,
        direction,
        operations: after.usedBy,
        text: `${after.name}, which ${operationWords(after.usedBy)} ask${after.usedBy.length === 1 ? "s" : ""} for: ${told}`,
        base: placeOf(before, ...keys),
        head: placeOf(after, ...keys),
        ...(direction === "worse" ? { concern: "authentication" as const } : {}),
      };
    }
  }
  yield* ownMoves(own);
}

interface OwnMove {
  readonly before: SecurityScheme;
  readonly after: SecurityScheme;
  readonly told: string;
  readonly keys: readonly string[];
}

/** Endpoints that are at the API's own host now, of all schemes in one line: it is one move, and must be confirmed. */
function* ownMoves(moves: readonly OwnMove[]): Generator<Change> {
  const [first] = moves;
  if (first === undefined) return;
  const schemes = [...new Set(moves.map(({ after }) => after.name))];
  const operations = [...new Set(moves.flatMap(({ after }) => after.usedBy))];
  yield {
    kind: "token-endpoint-moved",
    direction: "neutral",
    operations,
    text: `${listed(schemes)}: ${listed([...new Set(moves.map(({ told }) => told))])}. Please confirm: clients send their secrets to the host of the API itself now`,
    base: placeOf(first.before, ...first.keys),
    head: placeOf(first.after, ...first.keys),
  };
}

interface Difference {
  readonly kind: ChangeKind;
  readonly direction: "worse" | "better" | "neutral";
  readonly told: string;
  readonly keys: readonly string[];
}

/** The hosts at which the API was called before: what moves there is nobody else's. */
const ownHosts = memo(
  ({ operations }: Api): ReadonlySet<string> =>
    new Set(
      operations
        .flatMap(({ servers }) => servers.flatMap(({ addresses }) => addresses))
        .flatMap((address) => hostOf(address) ?? []),
    ),
);

function hostOf(address: string): string | undefined {
  return URL.canParse(address) && address.startsWith("https:") ? new URL(address).host : undefined;
}

function* differences(before: SecurityScheme, after: SecurityScheme, own: ReadonlySet<string>): Generator<Difference> {
  const [was, is] = [waysOf(before), waysOf(after)];
  if (was !== is) {
    const difference = strengthOf(after) - strengthOf(before);
    yield {
      ...(difference < 0
        ? { kind: "scheme-weakened", direction: "worse" }
        : difference > 0
          ? { kind: "scheme-strengthened", direction: "better" }
          : { kind: "scheme-changed", direction: "neutral" }),
      told: `it is ${is}, it was ${was}`,
      keys: [before.schemeKind === after.schemeKind && before.in !== after.in ? "in" : "type"],
    };
  }
  const added = after.flows.filter(({ flow }) => !before.flows.some((other) => other.flow === flow));
  const weak = added.filter(({ flow }) => flow === "implicit" || flow === "password");
  // A weaker flow beside the others is told above where it makes the whole weaker.
  if (was === is && weak.length > 0)
    yield {
      kind: "scheme-weakened",
      direction: "worse",
      told: `the ${listed(weak.map(({ flow }) => flow))} flow is new`,
      keys: [],
    };
  yield* movedEndpoints(before, after, own);
  // Who gets a credential, and whether it is verified, stands in the text: what is not understood there must be seen.
  const [text, now] = [textOf(before), textOf(after)];
  if (text !== now)
    yield {
      kind: "scheme-changed",
      direction: "neutral",
      told:
        now === ""
          ? `its text is gone; it was ${quoted(text)}`
          : text === ""
            ? `it has a description now: ${quoted(now)}`
            : `its text is ${quoted(now)}, it was ${quoted(text)}`,
      keys: ["description"],
    };
}

function textOf({ description = "" }: SecurityScheme): string {
  return description.replace(/\s+/g, " ").trim();
}

/** What a scheme is, in a word or two. */
function waysOf({ schemeKind, in: place, parameterName, scheme, flows }: SecurityScheme): string {
  if (schemeKind === "apiKey")
    return `an API key in the ${place ?? "request"}${parameterName === undefined ? "" : ` (${parameterName})`}`;
  if (schemeKind === "http") return `HTTP ${scheme ?? "authentication"}`;
  if (schemeKind === "oauth2") return `OAuth 2.0 (${listed(flows.map(({ flow }) => flow).toSorted())})`;
  if (schemeKind === "openIdConnect") return "OpenID Connect";
  return schemeKind === "mutualTLS" ? "mutual TLS" : "of no known type";
}

const ENDPOINTS = ["tokenUrl", "authorizationUrl", "refreshUrl"] as const;

function* movedEndpoints(
  before: SecurityScheme,
  after: SecurityScheme,
  own: ReadonlySet<string>,
): Generator<Difference> {
  const moved = (was: string | undefined, is: string | undefined, keys: readonly string[]): Difference[] => {
    if (was === undefined || is === undefined || was === is) return [];
    const isOnlySafer = was.replace(/^http:/i, "https:") === is;
    const isOwn = own.has(hostOf(is) ?? "");
    return [
      {
        kind: "token-endpoint-moved",
        direction: isOnlySafer ? "better" : isOwn ? "neutral" : "worse",
        told: `${keys.at(-1)} is ${is.slice(0, 200)}, it was ${was.slice(0, 200)}`,
        keys,
      },
    ];
  };
  yield* moved(before.openIdConnectUrl, after.openIdConnectUrl, ["openIdConnectUrl"]);
  for (const flow of before.flows) {
    const same: OAuthFlow | undefined = after.flows.find((other) => other.flow === flow.flow);
    for (const key of ENDPOINTS) yield* moved(flow[key], same?.[key], [...keysTo(after, flow), key]);
  }
}

/** The keys from a scheme to a flow: Swagger 2.0 has the one in the scheme itself. */
function keysTo(scheme: SecurityScheme, { flow }: OAuthFlow): readonly string[] {
  const own = scheme.flows.find((one) => one.flow === flow);
  return own === undefined || own.node.pointer === scheme.node.pointer ? [] : ["flows", flow];
}
