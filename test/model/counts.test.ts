import { describe, expect, test } from "vitest";
import type { Api, Operation } from "../../src/model/api.ts";
import { hasCorpus } from "../corpus.ts";
import { apiIn } from "./api-of.ts";
import { naiveApi, securityText } from "./naive-api.ts";

// Descriptions of every version, in YAML and JSON, of one file and of several.
const DESCRIPTIONS = [
  ["2.0", "real/amazon-sp/ordersV0.json"],
  ["2.0", "real/harbor/api_v2.0_swagger.yaml"],
  ["2.0", "real/weaviate/schema.json"],
  ["2.0", "real/openapi-initiative/learn.openapis.org/examples/v2.0/yaml/petstore-separate/spec/swagger.yaml"],
  ["3.0", "real/keycloak/keycloak-22.0.1.json"],
  ["3.0", "real/swagger-petstore/src_main_resources_openapi.yaml"],
  ["3.0", "real/twilio/twilio_numbers_v2.yaml"],
  ["3.0", "real/eclipse-ditto/ditto/documentation/src/main/resources/openapi/sources/api-2-index.yml"],
  ["3.0", "real/influxdata/openapi/src/oss.yml"],
  ["3.0", "real/paystack/openapi/src/assets/openapi/openapi.yaml"],
  ["3.1", "real/adyen/AccountService-v6.json"],
  ["3.1", "real/shlink/shlink/docs/swagger/swagger.json"],
  ["3.1", "real/sendgrid/sendgrid-oai/oas_v3.json"],
  ["3.1", "real/rebilly/rebilly-description.yaml"],
  ["3.1", "real/opensearch/opensearch-api-specification/spec/namespaces/cat.yaml"],
  ["3.2", "real/redocly/cafe.yaml"],
  ["3.2", "real/redocly/redocly-cli/resources/cafe-split/cafe.yaml"],
  ["3.2", "real/openapi-initiative/3.2-tags-example.json"],
] as const;

describe.skipIf(!hasCorpus)("The model counts what a naive reading counts (skipped without ../shared/corpus)", () => {
  test.each(DESCRIPTIONS)("%s %s", async (version, file) => {
    const naive = naiveApi(file);
    const api = await apiIn(file);
    expect([api.format.version, naive.version]).toEqual([version, version]);
    expect(api.operations.map(shortId).toSorted()).toEqual(naive.operations.map(({ id }) => id).toSorted());
    expect(byOperation(api, parametersOf)).toEqual(
      new Map(naive.operations.map(({ id, parameters }) => [id, parameters.toSorted()])),
    );
    expect(byOperation(api, securityOf)).toEqual(new Map(naive.operations.map(({ id, security }) => [id, security])));
    expect(schemaSites(api)).toEqual(
      naive.visits
        .filter(({ kind }) => kind === "schema")
        .map((visit) => visit.file + visit.pointer)
        .toSorted(),
    );
  });
});

function byOperation<T>(api: Api, of: (operation: Operation) => T): ReadonlyMap<string, T> {
  return new Map(api.operations.map((operation) => [shortId(operation), of(operation)]));
}

/** The identity of an operation without that of its parents: `CALLBACK POST {$request.body#/url}`. */
function shortId({ operationKind, method, path, parent }: Operation): string {
  const prefix = { path: "", webhook: "WEBHOOK ", callback: "CALLBACK " }[operationKind];
  return `${parent === undefined ? "" : shortId(parent).replace(/[A-Z]+ [^ ]*$/, "")}${prefix}${method} ${path}`;
}

function parametersOf({ parameters }: Operation): string[] {
  return parameters.map((parameter) => `${parameter.in} ${parameter.name}`).toSorted();
}

function securityOf({ security }: Operation): string {
  if (security === undefined) return "silent";
  return securityText(security.alternatives.map(({ schemes }) => schemes.map(({ name, scopes }) => [name, scopes])));
}

function schemaSites(api: Api): string[] {
  return api.schemas
    .filter(({ isInferred }) => !isInferred)
    .map(({ node }) => node.source.file + node.pointer)
    .toSorted();
}
