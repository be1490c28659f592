import type { Api, Element } from "../model/api.ts";

/** Everything that has a text which documentation shows, list by list. */
export function* describedElements(api: Api): Generator<readonly Element[]> {
  yield [api.info];
  yield api.tags;
  yield api.servers;
  yield api.securitySchemes;
  yield api.pathItems;
  for (const operation of api.operations) {
    yield [operation];
    yield operation.parameters;
    if (operation.requestBody !== undefined) yield [operation.requestBody];
    for (const response of operation.responses) {
      yield [response];
      yield response.headers;
    }
  }
  yield api.schemas;
}
