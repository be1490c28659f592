import { lexiconForNames } from "../src/data/abbreviations/abbreviated-names.ts";
import { dataFlows } from "../src/data/flows/data-flows.ts";
import { assess } from "../src/exposure/assess.ts";
import type { AssessedApi } from "../src/exposure/assessed-api.ts";
import { whoseData } from "../src/exposure/whose-data.ts";
import { lexiconOf } from "../src/lexicon/lexicon-of.ts";
import { loadDocument } from "../src/load/document.ts";
import type { Files } from "../src/load/files.ts";
import { readApi } from "../src/model/read-api.ts";
import { askedPolicy } from "../src/policy/asked-policy.ts";
import { defaultPolicy } from "../src/policy/default-policy.ts";
import type { Policy } from "../src/policy/policy.ts";
import { RULE_NAMES } from "../src/rules/rules-named.ts";

/** The API that a review judges, as it is stated. No rule is asked, which would take most of the time. */
export async function statedApi(file: string, files: Files, named: Policy = defaultPolicy()): Promise<AssessedApi> {
  const document = await loadDocument(file, files);
  const api = readApi(document, lexiconForNames(document, lexiconOf(named.lexicon)));
  const policy = askedPolicy(named, RULE_NAMES);
  const whose = whoseData(api, dataFlows(api, policy), policy);
  const stated = assess(api, whose, policy);
  const isCertain = api.operations.every((operation) => !stated.assessed(operation).assumed);
  return isCertain ? stated : { ...stated, beyond: assess(api, whose, policy, "self-registered", stated) };
}
