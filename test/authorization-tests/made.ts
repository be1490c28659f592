import type { AssessedApi } from "../../src/exposure/assessed-api.ts";
import { authorizationTests, type TestSet, type TestWishes } from "../../src/authorization-tests/runnable-tests.ts";
import { filesBelow, type Files } from "../../src/load/files.ts";
import { filesOf } from "../gate/judged.ts";
import { statedApi } from "../stated-api.ts";

export function apiOf(file: string, files: Files): Promise<AssessedApi> {
  return statedApi(file, files);
}

/** The API of a text. */
export async function apiIn(text: string): Promise<AssessedApi> {
  return apiOf("openapi.yaml", filesOf(new Map([["openapi.yaml", text]])));
}

/** The API of a file below a folder. */
export async function apiAt(folder: string, file: string): Promise<AssessedApi> {
  return apiOf(file, filesBelow(folder));
}

export function setOf(api: AssessedApi, wishes: Partial<TestWishes> = {}): TestSet {
  return authorizationTests(api, { asOf: "2026-11-27", includeDestructive: true, given: [], tries: 12, ...wishes });
}
