import type { Node } from "../load/document.ts";
import type { Element, Operation } from "./api.ts";
import {
  childOf,
  dereferenced,
  elementOf,
  entriesOf,
  flagOf,
  isExpected,
  itemsOf,
  mapEntries,
  membersOf,
  nameOfType,
  skip,
  textOf,
  type Reading,
} from "./reading.ts";

export type SchemeKind = "http" | "apiKey" | "oauth2" | "openIdConnect" | "mutualTLS" | "unknown" | "undefined";

/** A way to log in that a description defines, in the words of OpenAPI 3. */
export interface SecurityScheme extends Element {
  readonly name: string;
  /** `unknown`: a type that no version has. `undefined`: a requirement names it, and nothing defines it. */
  readonly schemeKind: SchemeKind;
  /** Where an API key is sent. */
  readonly in: "header" | "query" | "cookie" | undefined;
  /** The name of the header, parameter or cookie of an API key. */
  readonly parameterName: string | undefined;
  /** The scheme of the `Authorization` header (RFC 9110, section 11.1) in small letters: its case means nothing. */
  readonly scheme: string | undefined;
  readonly bearerFormat: string | undefined;
  readonly flows: readonly OAuthFlow[];
  readonly openIdConnectUrl: string | undefined;
  readonly deprecated: boolean;
  /** The operations in whose requirement it stands, inherited ones included. */
  readonly usedBy: readonly Operation[];
}

export interface OAuthFlow extends Element {
  readonly flow:
    | "implicit"
    | "password"
    | "clientCredentials"
    | "authorizationCode"
    | "deviceAuthorization"
    | "unknown";
  readonly authorizationUrl: string | undefined;
  readonly tokenUrl: string | undefined;
  readonly refreshUrl: string | undefined;
  /** Scopes, with their descriptions. */
  readonly scopes: ReadonlyMap<string, string>;
}

/** What an operation or the root requires: any one of the alternatives lets a caller in. */
export interface SecurityRequirement {
  readonly node: Node;
  readonly alternatives: readonly Alternative[];
}

/** All of these together; none at all is anonymous access. */
export interface Alternative {
  readonly node: Node;
  readonly schemes: readonly RequiredScheme[];
}

export interface RequiredScheme {
  readonly node: Node;
  readonly name: string;
  /** One of kind `undefined` where the description defines no such scheme. */
  readonly scheme: SecurityScheme;
  readonly scopes: readonly string[];
}

/** The schemes that the description defines. */
export function readSecuritySchemes(reading: Reading): SecurityScheme[] {
  const { root } = reading.document;
  const components = childOf(root, "components");
  const entries =
    reading.version === "2.0"
      ? mapEntries(reading, root, "securityDefinitions")
      : components === undefined
        ? []
        : mapEntries(reading, components, "securitySchemes");
  return entries.flatMap(([name, node]) => {
    const target = dereferencedScheme(reading, node);
    return target === undefined ? [] : [readScheme(reading, name, target)];
  });
}

/** Gives the scheme of a name: as defined, as a URI reference to one (3.2), or one that is known to be undefined. */
export interface SchemeFinder {
  (name: string, node: Node): SecurityScheme;
  /** Every scheme that was defined or asked for. */
  all(): readonly SecurityScheme[];
}

/** A finder over the schemes that the description defines. */
export function schemeFinder(reading: Reading, defined: readonly SecurityScheme[]): SchemeFinder {
  const schemes = new Map(defined.map((scheme) => [scheme.name, scheme]));
  const find = (name: string, node: Node): SecurityScheme => {
    let scheme = schemes.get(name);
    if (scheme === undefined) {
      const referred =
        reading.version === "3.2" && /[/#]/.test(name) ? reading.document.resolve(name, node).node : undefined;
      const target = referred && dereferencedScheme(reading, referred);
      scheme = target === undefined ? undefinedScheme(reading, name, node) : readScheme(reading, name, target);
      schemes.set(name, scheme);
    }
    return scheme;
  };
  return Object.assign(find, { all: () => [...schemes.values()] });
}

/** Reads a requirement; `find` gives the scheme of a name. `undefined` where there is none to read. */
export function readRequirement(reading: Reading, holder: Node, find: SchemeFinder): SecurityRequirement | undefined {
  const node = childOf(holder, "security");
  if (node === undefined || node.value === null) return undefined;
  if (!Array.isArray(node.value)) {
    skip(reading, node, `"security" is ${nameOfType(node.value)}; a list is expected`);
    return undefined;
  }
  const alternatives = itemsOf(reading, holder, "security").flatMap((alternative): Alternative[] => {
    if (!isExpected(reading, alternative, "a security requirement")) return [];
    // Names are the author's own: `x-api-key` is a scheme, and leaving it out would let everybody in.
    const schemes = membersOf(alternative).map(([name, at]): RequiredScheme => {
      const scopes: readonly unknown[] = Array.isArray(at.value) ? at.value : [];
      return { node: at, name, scheme: find(name, at), scopes: scopes.filter((scope) => typeof scope === "string") };
    });
    return [{ node: alternative, schemes }];
  });
  // A list in which nothing could be read does not say that everybody may call.
  if (alternatives.length === 0 && node.value.length > 0) return undefined;
  return { node, alternatives };
}

/** The scheme that stands for a name that nothing defines. */
function undefinedScheme(reading: Reading, name: string, node: Node): SecurityScheme {
  return { ...emptyScheme(reading, name, node), schemeKind: "undefined" };
}

/** Reads one scheme. */
function readScheme(reading: Reading, name: string, node: Node): SecurityScheme {
  const type = textOf(node, "type");
  const at = textOf(node, "in");
  const kind = type === "basic" && reading.version === "2.0" ? "http" : KINDS.find((known) => known === type);
  return {
    ...emptyScheme(reading, name, node),
    schemeKind: kind ?? "unknown",
    in: at === "header" || at === "query" || at === "cookie" ? at : undefined,
    parameterName: textOf(node, "name"),
    scheme: type === "basic" ? "basic" : textOf(node, "scheme")?.toLowerCase(),
    bearerFormat: textOf(node, "bearerFormat"),
    flows: reading.version === "2.0" ? flowsOfSwagger(reading, node) : flowsOf(reading, node),
    openIdConnectUrl: textOf(node, "openIdConnectUrl"),
    deprecated: flagOf(node, "deprecated"),
  };
}

const KINDS = ["http", "apiKey", "oauth2", "openIdConnect", "mutualTLS"] as const;

function emptyScheme(reading: Reading, name: string, node: Node): SecurityScheme {
  return {
    ...elementOf(reading, "security scheme", node),
    name,
    schemeKind: "unknown",
    in: undefined,
    parameterName: undefined,
    scheme: undefined,
    bearerFormat: undefined,
    flows: [],
    openIdConnectUrl: undefined,
    deprecated: false,
    usedBy: [],
  };
}

function flowsOf(reading: Reading, node: Node): OAuthFlow[] {
  return entriesOf(reading, node, "flows").flatMap(([name, flow]) =>
    isExpected(reading, flow, "an OAuth flow")
      ? [readFlow(reading, flow, FLOWS.find((known) => known === name) ?? "unknown")]
      : [],
  );
}

const FLOWS = ["implicit", "password", "clientCredentials", "authorizationCode", "deviceAuthorization"] as const;

/** Swagger 2.0 has one flow, in the scheme itself, two of them under names of their own. */
function flowsOfSwagger(reading: Reading, node: Node): OAuthFlow[] {
  const flow = textOf(node, "flow");
  if (flow === undefined) return [];
  const name =
    flow === "accessCode"
      ? "authorizationCode"
      : flow === "application"
        ? "clientCredentials"
        : FLOWS.find((known) => known === flow);
  return [{ ...readFlow(reading, node, name ?? "unknown"), unknown: [] }];
}

function readFlow(reading: Reading, node: Node, flow: OAuthFlow["flow"]): OAuthFlow {
  const entries = reading.version === "2.0" ? entriesOf : mapEntries;
  return {
    ...elementOf(reading, "OAuth flow", node),
    flow,
    authorizationUrl: textOf(node, "authorizationUrl") ?? textOf(node, "deviceAuthorizationUrl"),
    tokenUrl: textOf(node, "tokenUrl"),
    refreshUrl: textOf(node, "refreshUrl"),
    scopes: new Map(
      entries(reading, node, "scopes").map(([name, { value }]) => [name, typeof value === "string" ? value : ""]),
    ),
  };
}

function dereferencedScheme(reading: Reading, node: Node): Node | undefined {
  const target = dereferenced(reading, node);
  return target !== undefined && isExpected(reading, target, "a security scheme") ? target : undefined;
}

/** Whether a requirement names a scheme in any of its alternatives; what requires nothing, or an empty object alone, names none. */
export function namesScheme(requirement: SecurityRequirement | undefined): boolean {
  return requirement?.alternatives.some(({ schemes }) => schemes.length > 0) === true;
}
