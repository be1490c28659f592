import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { describe, expect, test } from "vitest";
import { CORPUS, hasCorpus } from "../corpus.ts";
import { envelopeIn, run } from "../cli/run.ts";
import { shareOf } from "../thorough.ts";
import { checkReviewed, type Expected } from "./reviewer.ts";

/*
 * Two published versions of one API each (test/gate/pairs/NOTICE.md says whose). A reviewer chose them, read both files, and
 * wrote down what a pull request that makes the one of the other would have to be told, before the gate was asked. What the
 * gate is expected to say is the reviewer's list. Where it says something else, or nothing, a comment says why.
 */

const PAIRS = path.join(import.meta.dirname, "pairs");

const FIXED_LOW = "finding-fixed: fixed \\((?:low|info)\\)";

const EXPECTED: Readonly<Record<string, Expected>> = {
  // The keys of a wallet are taken under another name. That a keychain's entry may stand for a contract is not told.
  "besu-connector": {
    reviewer: "may",
    neutral: [
      /^operation-removed: POST .*v2.*invoke-contract/,
      /^field-moved: .*signingCredential .* it was at request web3SigningCredential/,
    ],
  },
  // The reviewer also names an extended public key in a path, a body without a limit, and bounds of "count" and "page".
  "blockfrost-1": {
    reviewer: "attention",
    // New reads and hosts are neutral to the reviewer; to the gate they can be called now, and could not before.
    worse: [
      /^operation-added: .*\/mempool/,
      /^operation-added: GET \/addresses\/\{address\}\/extended/,
      /^server-added: .*preprod/,
      /^server-added: .*preview/,
    ],
    better: [
      /^authentication-strengthened: GET \/ and GET \/health\/clock: ApiKeyAuth is required now/,
      /^server-removed: .*testnet/,
      /^limit-tightened: GET \/blocks\/latest\/txs, query count and 81 further places: minimum is 1, there was none; .*query page and 40 further places: maximum is 21474836/,
    ],
    neutral: [
      /^operation-moved: GET \/ipfs\/pin\/list was GET \/ipfs\/pin\/list\/ and GET \/metrics was GET \/metrics\//,
    ],
    also: /^(?:exposure-narrowed|callers-narrowed): 2 operations/,
  },
  // The scheme is only renamed, and bodies are only written down. The list without a maximum is not named.
  "blockfrost-2": {
    reviewer: "may",
    worse: [/^operation-added: POST \/utils\/txs\/evaluate\/utxos is new/],
    also: new RegExp(`^${FIXED_LOW}`),
  },
  // What drep lists tell of off-chain texts is taken for nothing sensitive, and is not named.
  "blockfrost-3": {
    reviewer: "may",
    worse: [/^operation-added: .*GET \/governance\/committee.*GET \/scripts\/\{script_hash\}\/utxos are new/],
  },
  "catalyst-1": {
    reviewer: "may",
    worse: [
      /^operation-added: (?=.*\/permissions)(?=.*\/operators)(?=.*\/outfits).*: whoever reaches the API \(nothing says/,
    ],
  },
  // PUT in place of POST on a limit is told as one added and one removed.
  "centralledger-1": {
    reviewer: "must not",
    worse: [
      /^operation-added: GET \/metrics, GET \/participants\/limits, PUT \/participants\/\{name\}\/limits and PUT \/participants\/\{name\}\/accounts\/\{id\} are new/,
    ],
    neutral: [/^operation-removed: GET \/ and POST \/participants\/\{name\}\/limits/, /^server-removed: \//],
    // The host is the developer's own: "it is no protection", so nothing became better by it.
    also: /^(?:server-added: http:\/\/127\.0\.0\.1|limit-loosened: POST \/participants, request currency)/,
    findings: [
      /GET \/metrics is for developers/,
      /Data can be changed without authentication, with PUT .*limits and PUT \/participants\/\{name\}\/accounts/,
    ],
  },
  "centralledger-2": {
    reviewer: "must not",
    worse: [
      /^operation-added: GET \/transactions\/\{id\} is new.*name .*date of birth/,
      /^operation-added: .*POST \/ledgerAccountTypes.*POST \/settlementModels.*PUT \/settlementModels\/\{name\} are new/,
    ],
    better: [/^limit-tightened: .*it may no longer be "AFA", "AOR", "EEK" and 12 more/],
    findings: [/names and dates of birth with GET \/transactions\/\{id\}/, /declares whether a credential is required/],
  },
  // What a party's name is, in a list of those that one may act for, is taken for nothing sensitive.
  "dialogporten-1": { reviewer: "attention", worse: [/^operation-added: GET \/api\/v1\/enduser\/parties is new/] },
  // Generated anew: ids of operations and names of schemas are others. New fields that are nothing sensitive are not named.
  "dialogporten-2": { reviewer: "may", also: new RegExp(`^${FIXED_LOW}`) },
  "fabric-connector": {
    reviewer: "must not",
    worse: [
      /^operation-added: POST .*get-transaction-receipt-by-txid is new: whoever reaches the API \(nothing says/,
      /^field-writable: GatewayOptions\.keychain \(credential, restricted\) can be sent to POST .*run-transaction, which anyone may call as described/,
      /^limit-loosened: .*invocationType: it may be/,
    ],
    better: [
      /^server-removed: https:\/\/www\.cactus\.stream/,
      /^server-removed: http:\/\/localhost:4000/,
      /^limit-tightened: POST .*run-transaction, request and 2 further places: only fields that are described are accepted$/,
    ],
    also: /^reach-narrowed: /,
    findings: [/keychain .* can be sent to POST .*run-transaction/],
  },
  "figma-1": {
    reviewer: "attention",
    neutral: [
      /^token-endpoint-moved: OAuth2 and OrgOAuth2: tokenUrl is https:\/\/api\.figma\.com\/v1\/oauth\/token, .* and refreshUrl is .*Please confirm/,
      /^operation-removed: GET \/v1\/analytics\/libraries\/\{file_key\}\/actions and GET \/v1\/analytics\/libraries\/\{file_key\}\/usages/,
    ],
  },
  "figma-2": {
    reviewer: "attention",
    worse: [
      /^operation-added: GET \/v1\/ai_usage\/daily is new.*e-mail address \(2xx rows\[\]\.user_email\)/,
      /^operation-added: GET \/v2\/teams\/\{team_id\}\/folders, .*GET \/v2\/folders\/\{folder_id\}\/meta are new/,
      /^limit-loosened: POST \/v1\/files\/\{file_key\}\/variables/,
    ],
    findings: [/"user_email" in the query string of GET \/v1\/ai_usage\/daily/, /are deprecated/],
  },
  // One key for a whole plan, which has no scopes, opens what scopes opened, the log of all activity too.
  "figma-3": {
    reviewer: "must not",
    worse: [
      /^alternative-added: .*PlanAccessToken lets a caller in too, beside what was asked for/,
      /^operation-added: POST \/v1\/developer_logs is new.*e-mail address/,
      /^operation-added: GET \/v1\/files\/\{file_key\}\/meta is new/,
      /^operation-added: .*GET \/v2\/webhooks and GET \/v1\/oembed are new/,
      /^limit-loosened: POST \/v2\/webhooks, request event_type/,
      /^limit-loosened: POST \/v1\/files\/\{file_key\}\/variables/,
    ],
    better: [/^authentication-strengthened: GET \/v1\/me/],
    also: new RegExp(`^(?:operation-added: CALLBACK POST /v2/webhooks|${FIXED_LOW})`),
    findings: [/PlanAccessToken lets a caller in too/, /are deprecated|is deprecated/],
  },
  /*
   * The reviewer would settle the clear address "before or right after merging": keys are sent to it, and what was sent in
   * clear cannot be taken back. Of who creates planets there is one more way to read the name, which everybody could.
   */
  galaxy: {
    reviewer: "attention",
    decision: "fail",
    worse: [
      /^operation-added: POST \/celestial-bodies is new/,
      /^operation-added: CALLBACK POST \/planets \{\$request\.body#\/successCallbackUrl\}/,
      /^operation-added: CALLBACK POST \/planets \{\$request\.body#\/failureCallbackUrl\}/,
      /^server-added: http:\/\/void\.scalar\.com/,
    ],
    better: [
      /^field-no-longer-readable: Credentials\.email .*GET \/planets/,
      /^finding-fixed: fixed \(high\): Unauthenticated callers can read other people's names \("name"\) and e-mail addresses/,
      /^finding-fixed: fixed \(low\): POST \/auth\/token/,
      /^limit-tightened: POST \/planets and PUT \/planets\/\{planetId\}, request: only fields that are described are accepted/,
    ],
    neutral: [/^field-no-longer-writable: POST \/planets no longer takes .*password/, /^field-no-longer-writable: PUT/],
    also: /^(?:field-readable: .*: name is readable in one more place|finding-fixed: .*WEBHOOK newPlanet)/,
    findings: [/"successCallbackUrl" and "failureCallbackUrl".* that the server calls/, /is served without TLS/],
  },
  "openpayments-auth": {
    reviewer: "attention",
    worse: [
      /^server-added: https:\/\/auth\.interledger-test\.dev/,
      /^limit-loosened: POST \/, request .*limits: it may have interval and none of debitAmount and receiveAmount$/,
    ],
    better: [/^server-removed: https:\/\/auth\.rafiki\.money/, /^limit-tightened: POST \/, request: it is required$/],
  },
  "openpayments-resource-1": {
    reviewer: "may",
    neutral: [/^operation-removed: GET \/ and GET \/jwks\.json/],
    also: new RegExp(`^${FIXED_LOW}: .*cannot be resolved`),
  },
  // References that could not be resolved can be now: what they lead to was there before.
  "openpayments-resource-2": {
    reviewer: "may",
    worse: [/^operation-added: GET \/outgoing-payment-grant is new/],
    also: new RegExp(`^${FIXED_LOW}: .*cannot be resolved`),
    findings: [/"receiver" of POST \/quotes is a URL that the server calls/],
  },
  // Identifiers of tax are not among what is taken for sensitive; headers that go are not compared.
  ordersource: {
    reviewer: "must not",
    worse: [
      /^newly-reachable: 4 operations, .*now called by anyone without a credential/,
      /^operation-added: POST \/get_source_details is new.*e-mail address .*phone number/,
      /^operation-added: POST \/validate_connection.* are new: anyone without a credential/,
      /^server-added: http:\/\/localhost:3005/,
    ],
    better: [/^server-removed: http:\/\/localhost:3006/],
    // That it says now who may call is no more than the other side of what it says.
    also: /^(?:exposure-widened|response-opened|finding-fixed: fixed \((?:low|high)\))/,
    findings: [/"url" and "callback_url"/, /Unauthenticated callers can call .* that change data/],
  },
  // A default that goes is documentation of what the server does, which nothing here can tell.
  "readme-api": {
    reviewer: "attention",
    worse: [
      /^operation-added: GET \/schema is new: anyone without a credential/,
      /^operation-added: GET \/docs\/\{slug\}\/production is new/,
    ],
    better: [
      /^server-removed: https:\/\/dash\.readme\.io/,
      /^server-removed: http:\/\/dash\.readme\.local:3000/,
      /^finding-fixed: fixed \(high\): "http:\/\/dash\.readme\.local:3000\/api\/v1" is served without TLS/,
    ],
    neutral: [/^operation-removed: GET \/errors/],
    also: new RegExp(`^(?:limit-loosened: POST /(?:apply|docs)|${FIXED_LOW})`),
  },
  "schemeadapter-inbound": {
    reviewer: "attention",
    worse: [
      /^limit-loosened: .*lastName and 2 further places: pattern is ".*", it was /,
      /^limit-loosened: .*currency and 3 further places: it may be "XTS" and "XXX" too/,
    ],
  },
  "schemeadapter-outbound": {
    reviewer: "must not",
    worse: [/^operation-added: PUT \/bulkTransfers\/\{bulkTransferId\} is new: whoever reaches the API/],
    better: [/^field-no-longer-readable: transferParty\.dateOfBirth .*POST \/bulkTransfers/],
    neutral: [/^operation-removed: GET \/bulkTransfers\/\{bulkTransferId\}/, /^field-moved: .*dateOfBirth/],
    also: /^field-no-longer-readable: /,
    findings: [/"autoAcceptQuote" of POST \/bulkTransfers skips/],
  },
  // Answers are put into an envelope. That a caller may skip the look-up of a party is not told.
  "schemeadapter-outbound-2": {
    reviewer: "attention",
    worse: [
      /^limit-loosened: .*it may be "XTS" and "XXX" too/,
      /^limit-loosened: .*to\.lastName and 5 further places: pattern is/,
    ],
    neutral: [
      /^operation-removed: POST \/authorizations/,
      /^field-moved: .*dateOfBirth .*party\.body\.personalInfo\.dateOfBirth/,
    ],
  },
  // The operations that were there say as little as before.
  "signalk-security": {
    reviewer: "attention",
    worse: [
      /^operation-added: PUT \/security\/oidc is new: .* and it grants rights/,
      /^operation-added: GET \/security\/oidc and POST \/security\/oidc\/test are new/,
    ],
    neutral: [/^newly-reachable: .*it says as little about that as before/],
    findings: [/The cookie "JAUTHENTICATION" alone/, /The "security" of PUT \/auth\/logout cannot be read/],
  },
};

/** The same of versions that stand in the corpus beside the project. */
const EXPECTED_OF_CORPUS: Readonly<
  Record<string, Expected & { readonly folder: string; readonly before: string; readonly after: string }>
> = {
  // Eleven operations make way for three, which ask for the same two scopes.
  "hmrc individual losses": {
    folder: "real/hmrc/individual-losses-api/resources/public/api/conf",
    before: "6.0/application.yaml",
    after: "7.0/application.yaml",
    reviewer: "may",
    worse: [
      /^operation-added: GET .*\/businesses\/\{businessId\}\/loss-claims\/\{taxYear\} is new: .* it returns financial data/,
      /^operation-added: PUT .* and DELETE .*\/loss-claims\/\{taxYear\} are new/,
    ],
    neutral: [/^operation-removed: .*brought-forward-losses/],
  },
  // Bodies were not described at all, and are now: that widens nothing. Two operations are new, without a credential.
  fitbit: {
    folder: "real/fitbit",
    before: "fitbit-web-api-swagger.json",
    after: "fitbit-web-api-openapi-fixed.json",
    reviewer: "must not",
    worse: [
      /^operation-added: GET \/1\/user\/-\/meals\/\{meal-id\}\.json is new: anyone without a credential/,
      /^operation-added: POST \/1\/user\/-\/profile\.json is new: anyone without a credential/,
    ],
    neutral: [/^field-described: \d+ sensitive fields are described now, .*health data/],
    // The reviewer did not look for formats that were lost, nor for faults of the old text: both are true.
    also: new RegExp(`^${FIXED_LOW}|^limit-loosened: `),
    findings: [
      /Unauthenticated callers can call POST \/1\/user\/-\/profile\.json/,
      /meals\/\{meal-id\}\.json requires no credential/,
    ],
  },
  "adyen bin look-up": {
    folder: "real/adyen",
    before: "BinLookupService-v50.yaml",
    after: "BinLookupService-v52.json",
    reviewer: "may",
  },
  "adyen payout": {
    folder: "real/adyen",
    before: "PayoutService-v40.yaml",
    after: "PayoutService-v51.yaml",
    reviewer: "may",
  },
  // The typing indicator has another version in its path, and is asked for as before. That it takes another channel, with
  // other properties, the reviewer had not read.
  "twilio messaging": {
    folder: "real/twilio",
    before: "twilio_messaging_v2.json",
    after: "twilio_messaging_v3.json",
    reviewer: "may",
    neutral: [
      /^operation-moved: POST \/v3\/Indicators\/Typing\.json was POST \/v2\/Indicators\/Typing\.json/,
      /^operation-removed: .*\/v2\/Channels\/Senders/,
    ],
    also: /^limit-loosened: POST \/v3\/Indicators\/Typing\.json/,
  },
};

interface Versions {
  readonly cwd: string;
  readonly before: string;
  readonly after: string;
}

async function checkVersions({ cwd, before, after }: Versions, expected: Expected): Promise<void> {
  const args = ["gate", after, "--base-file", before, "--root", ".", "--format", "json"];
  const { stdout, stderr } = await run(args, { cwd });
  expect(stderr).toBe("");
  checkReviewed(envelopeIn(stdout).reviews[0]!, expected);
}

describe("between two published versions the gate says what a reviewer said of them first", () => {
  test.each(shareOf(Object.entries(EXPECTED), 5))("%s", async (name, expected) => {
    await checkVersions({ cwd: path.join(PAIRS, name), before: "before.json", after: "after.json" }, expected);
  });

  test.runIf(hasCorpus).each(shareOf(Object.entries(EXPECTED_OF_CORPUS), 4))(
    "%s",
    async (_name, { folder, before, after, ...expected }) => {
      await checkVersions({ cwd: path.join(CORPUS, folder), before, after }, expected);
    },
  );

  test("each pair is here, and its package and licence are named", () => {
    const folders = readdirSync(PAIRS, { withFileTypes: true }).flatMap((one) => (one.isDirectory() ? one.name : []));
    expect(folders.toSorted()).toEqual(Object.keys(EXPECTED).toSorted());
    const notice = readFileSync(path.join(PAIRS, "NOTICE.md"), "utf8");
    const rows = [...notice.matchAll(/^\| (\S+) +\| `[^`]+` .*\| (?:MIT|ISC|Apache-2\.0) \|$/gm)].map(
      ([, name]) => name,
    );
    expect(rows).toEqual(folders.toSorted());
  });
});
