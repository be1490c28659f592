import { readFileSync } from "node:fs";
import path from "node:path";
import { parse } from "yaml";
import { CORPUS } from "../corpus.ts";

/*
 * A second, naive reading of descriptions, to hold the model against: it shares no line with src, follows every
 * reference as it comes, and knows nothing of identity, limits or faults.
 */

export type NaiveKind =
  | "root"
  | "info"
  | "tag"
  | "path item"
  | "operation"
  | "parameter"
  | "header"
  | "request body"
  | "response"
  | "media type"
  | "schema"
  | "security scheme"
  | "link";

/** A value, and where it stands. */
interface Here {
  readonly file: string;
  readonly pointer: string;
  readonly value: unknown;
}

/** An object of a kind. */
export interface Visit extends Here {
  readonly kind: NaiveKind;
  readonly value: Plain;
}

type Plain = Readonly<Record<string, unknown>>;

export interface NaiveOperation {
  readonly id: string;
  /** `query limit`, in any order. */
  readonly parameters: readonly string[];
  /** `a(read) & b | open`; `silent` where neither operation nor root has a requirement. */
  readonly security: string;
}

export interface NaiveApi {
  readonly version: "2.0" | "3.0" | "3.1" | "3.2";
  readonly operations: readonly NaiveOperation[];
  /** Every object of every kind, each once. */
  readonly visits: readonly Visit[];
}

/** Reads a description of the corpus naively. */
export function naiveApi(file: string): NaiveApi {
  const walk = new Walk(file);
  walk.root();
  return { version: walk.version, operations: walk.operations, visits: walk.visits };
}

/** The canonical text of a requirement: alternatives of schemes with their scopes. */
export function securityText(alternatives: readonly (readonly (readonly [string, readonly string[]])[])[]): string {
  if (alternatives.length === 0) return "open";
  return alternatives
    .map((schemes) =>
      schemes.length === 0
        ? "open"
        : schemes
            .map(([name, scopes]) => `${name}(${scopes.toSorted().join(",")})`)
            .toSorted()
            .join(" & "),
    )
    .join(" | ");
}

class Walk {
  readonly version: NaiveApi["version"];
  readonly operations: NaiveOperation[] = [];
  readonly visits: Visit[] = [];
  private readonly files = new Map<string, unknown>();
  private readonly seen = new Map<NaiveKind, Set<unknown>>();
  private readonly entry: Here;

  constructor(file: string) {
    this.entry = { file, pointer: "#", value: this.load(file) };
    const { value } = this.entry;
    this.version =
      isPlain(value) && "swagger" in value ? "2.0" : (String(plain(value)["openapi"]).slice(0, 3) as "3.0");
  }

  root(): void {
    this.visit("root", this.entry);
    this.each(this.entry, "info", (info) => this.visit("info", info));
    this.items(this.entry, "tags", (tag) => this.visit("tag", tag));
    for (const key of ["paths", "webhooks", "x-webhooks"]) {
      if (key === "webhooks" && this.version < "3.1") continue;
      this.members(this.entry, key, (name, item) => {
        if (!name.startsWith("x-")) this.pathItem(item, key === "paths" ? "" : "WEBHOOK ", name, []);
      });
    }
    const isSwagger = this.version === "2.0";
    const components = isSwagger ? this.entry : this.child(this.entry, "components");
    if (components === undefined) return;
    this.members(components, isSwagger ? "definitions" : "schemas", (_, schema) => this.schema(schema));
    this.members(components, "parameters", (_, parameter) => this.parameter(parameter));
    this.members(components, "responses", (_, response) => this.response(response));
    this.members(components, isSwagger ? "securityDefinitions" : "securitySchemes", (_, scheme) =>
      this.follow(scheme, (target) => this.visit("security scheme", target)),
    );
    if (isSwagger) return;
    this.members(components, "requestBodies", (_, body) => this.body(body));
    this.members(components, "headers", (_, header) => this.header(header));
    this.members(components, "mediaTypes", (_, media) => this.media(media));
  }

  private pathItem(here: Here, prefix: string, name: string, above: readonly unknown[]): void {
    // An item that is a reference with more beside it counts as both.
    const layers = [here];
    this.follow(here, (target) => target.value !== here.value && layers.push(target));
    const common = layers.flatMap((layer) => this.parametersOf(layer));
    for (const layer of layers) {
      this.visit("path item", layer);
      for (const method of ["get", "put", "post", "delete", "options", "head", "patch", "trace", "query"]) {
        if (method === "trace" && this.version === "2.0") continue;
        if (method === "query" && this.version !== "3.2") continue;
        this.each(layer, method, (child) =>
          // No version allows a reference here; bundlers follow it.
          this.follow(child, (operation) =>
            this.operation(operation, prefix, `${prefix}${method.toUpperCase()} ${name}`, common, above),
          ),
        );
      }
      this.each(layer, "x-amazon-apigateway-any-method", (operation) =>
        this.operation(operation, prefix, `${prefix}ANY ${name}`, common, above),
      );
      if (this.version === "3.2")
        this.members(layer, "additionalOperations", (method, operation) =>
          this.operation(operation, prefix, `${prefix}${method} ${name}`, common, above),
        );
    }
  }

  private operation(here: Here, prefix: string, id: string, common: readonly Here[], above: readonly unknown[]): void {
    this.visit("operation", here);
    const parameters = new Set<string>();
    for (const parameter of [...common, ...this.parametersOf(here)]) {
      this.parameter(parameter);
      const { name, in: place } = plain(parameter.value);
      if (place !== "body" && place !== "formData") parameters.add(`${String(place)} ${String(name)}`);
    }
    this.operations.push({ id, parameters: [...parameters], security: this.security(here) });
    this.each(here, "requestBody", (body) => this.body(body));
    this.members(here, "responses", (status, response) => {
      if (!status.startsWith("x-")) this.response(response);
    });
    this.members(here, "callbacks", (_, callback) =>
      this.follow(callback, (target) => {
        if (above.includes(target.value)) return;
        for (const expression of Object.keys(plain(target.value))) {
          if (expression.startsWith("x-")) continue;
          this.each(target, expression, (item) =>
            this.pathItem(item, `${prefix}CALLBACK `, expression, [...above, target.value]),
          );
        }
      }),
    );
  }

  private security(operation: Here): string {
    const requirement = plain(operation.value)["security"] ?? plain(this.entry.value)["security"];
    if (!Array.isArray(requirement)) return "silent";
    return securityText(
      requirement.map((alternative) =>
        Object.entries(plain(alternative)).map(
          ([name, scopes]) => [name, Array.isArray(scopes) ? (scopes as string[]) : []] as const,
        ),
      ),
    );
  }

  private parametersOf(holder: Here): Here[] {
    const found: Here[] = [];
    this.items(holder, "parameters", (parameter) => this.follow(parameter, (target) => found.push(target)));
    return found;
  }

  private parameter(here: Here): void {
    this.follow(here, (target) => {
      if (!this.visit("parameter", target)) return;
      if (this.version !== "2.0") this.payload(target);
      else if (plain(target.value)["in"] === "body") this.each(target, "schema", (schema) => this.schema(schema));
      else this.schema(target); // a parameter of 2.0 is its own schema
    });
  }

  private header(here: Here): void {
    this.follow(here, (target) => {
      if (!this.visit("header", target)) return;
      if (this.version === "2.0") this.schema(target);
      else this.payload(target);
    });
  }

  private body(here: Here): void {
    this.follow(here, (target) => {
      if (this.visit("request body", target)) this.payload(target);
    });
  }

  private response(here: Here): void {
    this.follow(here, (target) => {
      if (!this.visit("response", target)) return;
      this.payload(target);
      this.members(target, "headers", (_, header) => this.header(header));
      this.members(target, "links", (_, link) => this.follow(link, (one) => this.visit("link", one)));
    });
  }

  /** What `schema` and `content` describe. */
  private payload(holder: Here): void {
    this.each(holder, "schema", (schema) => this.schema(schema));
    if (this.version !== "2.0") this.members(holder, "content", (_, media) => this.media(media));
  }

  private media(here: Here): void {
    this.follow(here, (target) => {
      if (!this.visit("media type", target)) return;
      this.each(target, "schema", (schema) => this.schema(schema));
      this.each(target, "itemSchema", (schema) => this.schema(schema));
    });
  }

  private schema(first: Here): void {
    const open = [first];
    for (let here = open.pop(); here !== undefined; here = open.pop()) {
      if (!isPlain(here.value) || !this.visit("schema", here)) continue;
      const { value } = here;
      for (const key of ["$ref", "$dynamicRef"])
        if (typeof value[key] === "string") open.push(...this.resolve(value[key], here));
      for (const key of SINGLE) {
        const child = this.child(here, key);
        if (child !== undefined && Array.isArray(child.value)) this.items(here, key, (item) => open.push(item));
        else if (child !== undefined) open.push(child);
      }
      for (const key of LISTS) this.items(here, key, (item) => open.push(item));
      for (const key of MAPS) this.members(here, key, (_, item) => open.push(item));
      const discriminator = this.child(here, "discriminator");
      if (discriminator !== undefined && isPlain(discriminator.value))
        this.members(discriminator, "mapping", (_, target) => open.push(...this.mapped(target)));
    }
  }

  private mapped(here: Here): Here[] {
    const { value } = here;
    if (typeof value !== "string") return [];
    return /[/#]/.test(value) ? this.resolve(value, here) : this.resolve(`#/components/schemas/${value}`, this.entry);
  }

  /** Notes an object, and gives whether it is a new one. */
  private visit(kind: NaiveKind, { file, pointer, value }: Here): boolean {
    if (!isPlain(value)) return false;
    const seen = this.seen.get(kind) ?? new Set();
    this.seen.set(kind, seen);
    if (seen.has(value)) return false;
    seen.add(value);
    this.visits.push({ kind, file, pointer, value });
    return true;
  }

  private child(here: Here, key: string): Here | undefined {
    const value = isPlain(here.value) && Object.hasOwn(here.value, key) ? here.value[key] : undefined;
    return value === undefined || value === null ? undefined : below(here, key, value);
  }

  private each(here: Here, key: string, run: (child: Here) => void): void {
    const child = this.child(here, key);
    if (child !== undefined) run(child);
  }

  private items(here: Here, key: string, run: (item: Here) => void): void {
    const list = this.child(here, key);
    if (list === undefined || !Array.isArray(list.value)) return;
    for (const [index, value] of list.value.entries()) run(below(list, String(index), value));
  }

  /** The members of a map, in whose place some descriptions have a reference. */
  private members(here: Here, key: string, run: (name: string, item: Here) => void): void {
    const child = this.child(here, key);
    if (child === undefined || !isPlain(child.value)) return;
    const map = typeof child.value["$ref"] === "string" ? this.resolve(child.value["$ref"], child)[0] : child;
    if (map === undefined) return;
    for (const [name, value] of Object.entries(plain(map.value)))
      if (value !== null) run(name, below(map, name, value));
  }

  /** What a chain of references ends in; nothing where it leads nowhere. */
  private follow(here: Here, run: (target: Here) => unknown): void {
    let at: Here | undefined = here;
    for (let hops = 0; at !== undefined && hops < 20; hops += 1) {
      const reference: unknown = isPlain(at.value) ? at.value["$ref"] : undefined;
      if (typeof reference !== "string") {
        run(at);
        return;
      }
      at = this.resolve(reference, at)[0];
    }
  }

  private resolve(reference: string, from: Here): Here[] {
    const [target = "", fragment = ""] = reference.split("#");
    if (/^https?:/.test(target)) return [];
    const file = target === "" ? from.file : path.join(path.dirname(from.file), target);
    let here: Here = { file, pointer: "#", value: this.load(file) };
    for (const token of fragment.split("/").slice(1)) {
      const key = decodeURIComponent(token).replaceAll("~1", "/").replaceAll("~0", "~");
      const holder: unknown = here.value;
      if (typeof holder !== "object" || holder === null || !Object.hasOwn(holder, key)) return [];
      here = below(here, key, (holder as Plain)[key]);
    }
    return here.value === undefined ? [] : [here];
  }

  private load(file: string): unknown {
    if (!this.files.has(file)) {
      let text: string | undefined;
      try {
        text = readFileSync(path.join(CORPUS, file), "utf8");
      } catch {
        // A file that a description refers to, and that its authors don't publish.
      }
      this.files.set(file, text === undefined ? undefined : parsed(file, text));
    }
    return this.files.get(file);
  }
}

const SINGLE =
  "items additionalProperties not if then else contains propertyNames unevaluatedItems unevaluatedProperties contentSchema".split(
    " ",
  );
const LISTS = "allOf oneOf anyOf prefixItems".split(" ");
const MAPS = "properties patternProperties dependentSchemas $defs definitions".split(" ");

function parsed(file: string, text: string): unknown {
  return file.endsWith(".json")
    ? JSON.parse(text.replace(/^\uFEFF/, ""))
    : parse(text, { maxAliasCount: -1, logLevel: "silent", uniqueKeys: false });
}

function below(here: Here, key: string, value: unknown): Here {
  return {
    file: here.file,
    pointer: `${here.pointer}/${key.replaceAll("~", "~0").replaceAll("/", "~1")}`,
    value,
  };
}

function isPlain(value: unknown): value is Plain {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function plain(value: unknown): Plain {
  return isPlain(value) ? value : {};
}
