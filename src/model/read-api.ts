import { targetOf } from "./schema.ts";
import { addTo } from "../core/grouped.ts";
import { credentialHeader, credentialHeaders } from "./credential-header.ts";
import { inferSchemas } from "./inferred-schemas.ts";
import { member } from "../core/json-value.ts";
import { lexiconOf } from "../lexicon/lexicon-of.ts";
import type { Document, Node } from "../load/document.ts";
import type { Access, Api, Components, Element, Info, Operation, RequestBody, Tag } from "./api.ts";
import type { ObjectKind } from "./grammar.ts";
import {
  readHeader,
  readMediaType,
  readParameter,
  readRequestBody,
  readResponse,
  readSwaggerBody,
} from "./messages.ts";
import { mediaTypesIn, readOperations } from "./operations.ts";
import {
  childOf,
  dereferenced,
  elementOf,
  isExpected,
  itemsOf,
  mapEntries,
  newReading,
  read,
  skip,
  textOf,
  type Reading,
} from "./reading.ts";
import { schemaAt, type Schema } from "./schema.ts";
import { partsElsewhere } from "./parts-elsewhere.ts";
import { lostRequirements, type LostRequirements } from "./lost-requirements.ts";
import { isDeniedByDefault, requiresOnlyOfTokens } from "./refused-calls.ts";
import { fillSchema } from "./schema-keywords.ts";
import {
  namesScheme,
  readRequirement,
  readSecuritySchemes,
  schemeFinder,
  type SecurityRequirement,
  type SecurityScheme,
} from "./security.ts";
import { readServers, readSwaggerServers } from "./servers.ts";

/** Reads a document of any version into one shape, whose words mean what `lexicon` says. No document makes it throw, but for one beyond the limits. */
export function readApi(document: Document, lexicon = lexiconOf()): Api {
  const reading = newReading(document, lexicon);
  const { root } = document;
  const securitySchemes = readSecuritySchemes(reading);
  const find = schemeFinder(reading, securitySchemes);
  const security = readRequirement(reading, root, find);
  const servers = reading.version === "2.0" ? readSwaggerServers(reading, root) : (readServers(reading, root) ?? []);
  const { operations, pathItems } = readOperations(reading, { servers, security, find });
  const components = readComponents(reading);
  fillSchemas(reading);
  const inferred = inferSchemas(reading, operations);

  const info = readInfo(reading, root);
  const requires =
    (requiresAnything(security, operations) && !requiresOnlyOfTokens(security, operations)) ||
    nearlyAllTakeHeader(operations);
  const isContradicted = isDeniedByDefault(info, operations);
  const lost = lostRequirements(security, operations);
  const declared = declaredKeys(find.all());
  for (const operation of operations)
    Object.assign(operation, {
      access: accessOf(operation, root, requires && !lost.silence, isContradicted, lost, declared),
    });
  noteUse(operations);
  if (document.format.note !== undefined)
    reading.skipped.unshift({ node: childOf(root, "openapi") ?? root, why: document.format.note });

  return {
    ...elementOf(reading, "root", root),
    document,
    format: document.format,
    info,
    servers,
    security,
    securitySchemes: find.all(),
    operations,
    pathItems,
    tags: readTags(reading, root),
    schemas: inferred.length === 0 ? [...reading.schemas.values()] : [...reading.schemas.values(), ...inferred],
    components,
    brokenReferences: [...reading.brokenReferences.values()],
    skipped: reading.skipped,
    partsElsewhere: partsElsewhere(reading),
  };
}

/** Runs the queue of schemas to fill, which grows while it runs. The clock is asked now and then, since that takes as long as a schema. */
function fillSchemas(reading: Reading): void {
  const { queue, document } = reading;
  for (let index = 0; index < queue.length; index += 1) {
    const schema = queue[index]!;
    if (index % 64 === 0) document.budget.checkTime(schema.node.source.file);
    fillSchema(reading, schema);
  }
  queue.length = 0;
}

/** Whether any requirement of the description names a scheme. */
function requiresAnything(root: SecurityRequirement | undefined, operations: readonly Operation[]): boolean {
  return [root, ...operations.map(({ security }) => security)].some(namesScheme);
}

/**
 * Whether nearly all operations must be sent the same header, which holds a credential: in it the API asks who calls, though no
 * scheme says so, and what is not sent it is open. One or two that are not sent it are forgotten or open; many are another part.
 */
function nearlyAllTakeHeader(operations: readonly Operation[]): boolean {
  const paths = operations.filter(({ operationKind }) => operationKind === "path");
  const counts = new Map<string, number>();
  for (const { parameters } of paths)
    for (const name of new Set(
      credentialHeaders(parameters.filter(({ required }) => required)).map((one) => one.name.toLowerCase()),
    ))
      counts.set(name, (counts.get(name) ?? 0) + 1);
  const most = Math.max(0, ...counts.values());
  return most >= LEAST_ASKING && most >= paths.length * NEARLY_ALL;
}

const LEAST_ASKING = 5;
const NEARLY_ALL = 0.85;

/**
 * What a requirement says of who must log in: silence is anonymity only where others are asked to log in. One that
 * cannot be read is not silence, and neither is a credential that is described as an ordinary header, or as a key and its
 * secret in the query, or as a parameter that is called and sent as a scheme says. Where such a header must
 * be sent, what the root says of operations that say nothing themselves is no statement about them.
 */
function accessOf(
  operation: Operation,
  root: Node,
  requiresElsewhere: boolean,
  isContradicted: boolean,
  lost: LostRequirements,
  declared: ReadonlySet<string>,
): Access {
  const { node, security, parameters } = operation;
  if (security === undefined) {
    const isSilent = [node, root].every(({ value }) => (member(value, "security") ?? null) === null);
    const isByHeader = credentialHeader(parameters) !== undefined && !mayBringSecretByHeader(operation);
    const isByParameter = mustSendKeyAndSecret(parameters) || mustSendDeclared(parameters, declared);
    return isSilent && requiresElsewhere && !isByHeader && !isByParameter ? "anonymous" : "unstated";
  }
  const open = security.alternatives.filter(({ schemes }) => schemes.length === 0).length;
  if (open === security.alternatives.length) {
    if (open > 0 && lost.emptyObjects) return "unstated";
    return member(node.value, "security") === undefined && (mustSendCredential(parameters) || isContradicted)
      ? "unstated"
      : "anonymous";
  }
  if (open > 0) return lost.emptyAlternatives ? "unstated" : "optional";
  return "secured";
}

/**
 * Whether a client must send its secret in the body, and may send it in a header instead: at a token endpoint the header is no
 * requirement of its own (RFC 6749, section 2.3.1).
 */
function mayBringSecretByHeader({ path, parameters, requestBody }: Operation): boolean {
  const bodies = (requestBody?.content ?? []).flatMap(({ schema }) => (schema === undefined ? [] : [targetOf(schema)]));
  return (
    !mustSendCredential(parameters) &&
    /\/(?:access[-_]?)?token\/?$/i.test(path) &&
    !path.includes("{") &&
    bodies.length > 0 &&
    bodies.every(
      ({ required, properties }) =>
        properties.has("grant_type") && [...required].some((name) => /^client_?secret$/i.test(name)),
    )
  );
}

/** Whether a call must be sent the key of an API and its secret in the query: `api_key` and `api_secret`. Together they are a log-in. */
function mustSendKeyAndSecret(parameters: Operation["parameters"]): boolean {
  const sent = parameters.filter(({ in: place, required }) => place === "query" && required);
  return sent.some(({ name }) => KEY.test(name)) && sent.some(({ name }) => SECRET.test(name));
}

const KEY = /^(?:(?:api|access|client|app|consumer)[-_]?(?:key|id))$/i;
const SECRET = /^(?:(?:api|access|client|app|consumer)[-_]?secret(?:[-_]?key)?)$/i;

/** Where the API keys of schemes are sent and what they are called, in small letters. */
function declaredKeys(schemes: readonly SecurityScheme[]): ReadonlySet<string> {
  return new Set(
    schemes.flatMap(({ schemeKind, in: place, parameterName }) =>
      schemeKind === "apiKey" && parameterName !== undefined ? [`${place} ${parameterName.toLowerCase()}`] : [],
    ),
  );
}

/** Whether a call must be sent, as a parameter, what a scheme declares as its credential: written twice, it is one. */
function mustSendDeclared(parameters: Operation["parameters"], declared: ReadonlySet<string>): boolean {
  return parameters.some(({ in: place, name, required }) => required && declared.has(`${place} ${name.toLowerCase()}`));
}

function mustSendCredential(parameters: Operation["parameters"]): boolean {
  return credentialHeader(parameters.filter(({ required }) => required)) !== undefined;
}

function noteUse(operations: readonly Operation[]): void {
  const uses = new Map<SecurityScheme, Operation[]>();
  for (const operation of operations) {
    const schemes =
      operation.security?.alternatives.flatMap((alternative) => alternative.schemes.map(({ scheme }) => scheme)) ?? [];
    for (const scheme of new Set(schemes)) addTo(uses, scheme, operation);
  }
  for (const [scheme, usedBy] of uses) Object.assign(scheme, { usedBy });
}

function readInfo(reading: Reading, root: Node): Info {
  const part = (holder: Node, key: string, what: string): Node | undefined => {
    const child = childOf(holder, key);
    return child !== undefined && child.value !== null && isExpected(reading, child, what) ? child : undefined;
  };
  const node = part(root, "info", "an info object") ?? { ...root, value: {} };
  const contact = part(node, "contact", "a contact");
  const license = part(node, "license", "a license");
  return {
    ...elementOf(reading, "info", node),
    version: textOf(node, "version"),
    termsOfService: textOf(node, "termsOfService"),
    contact: {
      name: contact && textOf(contact, "name"),
      email: contact && textOf(contact, "email"),
      url: contact && textOf(contact, "url"),
    },
    license: license && textOf(license, "name"),
  };
}

function readTags(reading: Reading, root: Node): Tag[] {
  return itemsOf(reading, root, "tags").flatMap((node) => {
    if (!isExpected(reading, node, "a tag")) return [];
    const name = textOf(node, "name");
    if (name !== undefined) return [{ ...elementOf(reading, "tag", node), name, parent: textOf(node, "parent") }];
    skip(reading, node, "a tag without a name");
    return [];
  });
}

function readComponents(reading: Reading): Components {
  const { root } = reading.document;
  const isSwagger = reading.version === "2.0";
  const components = isSwagger ? root : childOf(root, "components");
  const isThere = components !== undefined && components.value !== null;
  const holder = isThere && isExpected(reading, components, "a components object") ? components : undefined;
  const section = (key: string) => (holder === undefined ? [] : mapEntries(reading, holder, key));
  const schemas = section(isSwagger ? "definitions" : "schemas").flatMap(([name, node]): [string, Schema][] => {
    const schema = schemaAt(reading, node);
    return schema === undefined ? [] : [[name, schema]];
  });
  const readAll = <E extends Element>(
    key: string,
    kind: ObjectKind,
    make: (node: Node, name: string) => E | undefined,
  ): ReadonlyMap<string, E> =>
    new Map(
      section(key).flatMap(([name, node]): [string, E][] => {
        const element = read(reading, kind, node, (target) => make(target, name));
        return element === undefined ? [] : [[name, element]];
      }),
    );
  return {
    schemas: new Map(schemas),
    parameters: readAll("parameters", "parameter", (node) => readParameter(reading, node)),
    requestBodies: isSwagger
      ? swaggerBodies(reading, section("parameters"))
      : readAll("requestBodies", "request body", (node) => readRequestBody(reading, node)),
    responses: readAll("responses", "response", (node, name) => readResponse(reading, node, name, [])),
    headers: readAll("headers", "header", (node, name) => readHeader(reading, node, name)),
    mediaTypes: readAll("mediaTypes", "media type", (node, name) => readMediaType(reading, node, name)),
  };
}

/** The reusable `body` and `formData` parameters of Swagger 2.0. */
function swaggerBodies(
  reading: Reading,
  parameters: readonly (readonly [string, Node])[],
): ReadonlyMap<string, RequestBody> {
  const consumes = mediaTypesIn(reading, reading.document.root, "consumes");
  return new Map(
    parameters.flatMap(([name, node]): [string, RequestBody][] => {
      const target = dereferenced(reading, node);
      const body = target && readSwaggerBody(reading, target, [target], consumes);
      return body === undefined ? [] : [[name, body]];
    }),
  );
}
