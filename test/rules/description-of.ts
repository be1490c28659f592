import type { Policy } from "../../src/policy/policy.ts";
import { parse } from "yaml";
import { loadDocument } from "../../src/load/document.ts";
import { filesBelow, withBuffers } from "../../src/load/files.ts";
import { dataFlows } from "../../src/data/flows/data-flows.ts";
import { whoseData } from "../../src/exposure/whose-data.ts";
import { assess } from "../../src/exposure/assess.ts";
import type { AssessedApi } from "../../src/exposure/assessed-api.ts";
import { defaultPolicy } from "../../src/policy/default-policy.ts";
import { readApi } from "../../src/model/read-api.ts";

/** The API that a part of a description makes: what a description needs is added behind it, so that its lines stay. */
export async function apiOfPart(part: string, settings: Partial<Policy> = {}): Promise<AssessedApi> {
  const bytes = Buffer.from(completed(part));
  const api = readApi(
    await loadDocument(
      "openapi.yaml",
      withBuffers(filesBelow(import.meta.dirname), new Map([["openapi.yaml", bytes]])),
    ),
  );
  const policy = { ...defaultPolicy(), ...settings };
  return assess(api, whoseData(api, dataFlows(api, policy), policy), policy);
}

/** A part of a description as a whole one. */
export function completed(part: string): string {
  const has = new Set(keysOf(part));
  const missing = [
    has.has("openapi") || has.has("swagger") ? "" : "openapi: 3.1.0\n",
    has.has("info") ? "" : "info: { title: Example, version: '1' }\n",
    has.has("paths") || has.has("webhooks") ? "" : "paths: {}\n",
  ];
  return part + missing.join("");
}

/** The keys of the whole. Thousands of parts are written as JSON, or as a block: to parse them as YAML took a sixth of their tests. */
function keysOf(part: string): readonly string[] {
  if (!part.startsWith("{")) return [...part.matchAll(/^["']?(\w+)["']?:/gm)].map(([, key = ""]) => key);
  return Object.keys((isJson(part) ? JSON.parse(part) : parse(part, { uniqueKeys: false })) as object);
}

function isJson(text: string): boolean {
  try {
    JSON.parse(text);
    return true;
  } catch {
    return false;
  }
}
