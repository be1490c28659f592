import { describe, expect, test } from "vitest";
import { CORPUS, corpusRows, hasCorpus } from "../corpus.ts";
import { isThorough, shareOf } from "../thorough.ts";
import { bothReadings, type Difference } from "./both-readings.ts";
import { longTest } from "../in-share.ts";

/*
 * The loader held against the reference, `@apidevtools/swagger-parser`: the files that it finds, where each reference
 * leads, and what its `validate` says, on every description of the corpus that it can read. What differs stands here.
 */

const NO_3_2 = /^Unsupported OpenAPI version: 3\.2/;
const NETWORK = /^Unable to resolve \$ref pointer "https:/;

// What swagger-parser cannot read, and why; Sallyport reads all of it.
const UNREAD: Readonly<Record<string, RegExp>> = {
  "ga4gh/data-repository-service-schemas/openapi/data_repository_service.openapi.yaml": NETWORK,
  "openapi-initiative/3.2-tags-example.json": NO_3_2,
  "openapi-initiative/3.2-tags-example.yaml": NO_3_2,
  "redocly/cafe.yaml": NO_3_2,
  "redocly/redocly-cli/resources/cafe-split/cafe.yaml": NO_3_2,
  // Its authors do not publish a file that it refers to.
  "spotify/official-spotify-open-api.yml": /^Error opening file .*policies\.yaml/,
  "square/api.json": NETWORK,
};

const EXAMPLES =
  "they hold examples: a $ref in an example is data (OpenAPI 3.1, sections Example Object and Reference Object)";
const UNREACHED = "only parts of other files refer to them to which nothing leads; a crawler reads those files whole";
const TEXT = "a $ref stands in the place of a text, where OpenAPI has no reference";

// How many files swagger-parser reads that Sallyport does not, and why not. There is none the other way round.
const MORE_FILES: Readonly<Record<string, readonly [count: number, why: string]>> = {
  "hmrc/individual-losses-api/resources/public/api/conf/6.0/application.yaml": [24, EXAMPLES],
  "hmrc/individual-losses-api/resources/public/api/conf/7.0/application.yaml": [4, EXAMPLES],
  "influxdata/openapi/src/oss.yml": [3, EXAMPLES],
  "magistrala-iot/magistrala/apidocs/openapi/channels.yaml": [1, UNREACHED],
  "magistrala-iot/magistrala/apidocs/openapi/devices.yaml": [1, UNREACHED],
  "magistrala-iot/magistrala/apidocs/openapi/groups.yaml": [1, UNREACHED],
  "matrix/matrix-spec/data/api/client-server/event_context.yaml": [8, EXAMPLES],
  "matrix/matrix-spec/data/api/client-server/notifications.yaml": [3, EXAMPLES],
  "matrix/matrix-spec/data/api/client-server/room_initial_sync.yaml": [9, EXAMPLES],
  "matrix/matrix-spec/data/api/server-server/event_auth.yaml": [1, EXAMPLES],
  "matrix/matrix-spec/data/api/server-server/events.yaml": [2, EXAMPLES],
  "matrix/matrix-spec/data/api/server-server/invites-v2.yaml": [2, EXAMPLES],
  "matrix/matrix-spec/data/api/server-server/joins-v2.yaml": [3, EXAMPLES],
  "matrix/matrix-spec/data/api/server-server/keys_server.yaml": [1, EXAMPLES],
  "matrix/matrix-spec/data/api/server-server/knocks.yaml": [2, EXAMPLES],
  "opensearch/opensearch-api-specification/spec/namespaces/_core.yaml": [2, UNREACHED],
  "opensearch/opensearch-api-specification/spec/namespaces/cat.yaml": [10, UNREACHED],
  "opensearch/opensearch-api-specification/spec/namespaces/cluster.yaml": [2, UNREACHED],
  "opensearch/opensearch-api-specification/spec/namespaces/geospatial.yaml": [10, UNREACHED],
  "opensearch/opensearch-api-specification/spec/namespaces/ingestion.yaml": [9, UNREACHED],
  "opensearch/opensearch-api-specification/spec/namespaces/snapshot.yaml": [7, UNREACHED],
  "opensearch/opensearch-api-specification/spec/namespaces/tasks.yaml": [10, UNREACHED],
  "redocly/redocly-cli/resources/petstore-with-errors.yaml": [1, TEXT],
};

const UNKNOWN_KEY = '2.0 has no "schema" in a schema: it is reported as an unknown key, and not read';

// References that only one of the two follows, other than those in data and in parts that nothing leads to.
const FOLLOWED_BY_ONE: Readonly<Record<string, readonly [difference: Difference, why: string]>> = {
  "redocly/redocly-cli/resources/petstore-with-errors.yaml#/info/description": ["only theirs", TEXT],
  "zalando/nakadi-event-bus-api.yaml#/definitions/Event/schema/oneOf/0": ["only theirs", UNKNOWN_KEY],
  "zalando/nakadi-event-bus-api.yaml#/definitions/Event/schema/oneOf/1": ["only theirs", UNKNOWN_KEY],
  "zalando/nakadi-event-bus-api.yaml#/definitions/Event/schema/oneOf/2": ["only theirs", UNKNOWN_KEY],
};

const REPEATED_ID = "two operations have one operationId, which no JSON Schema can say";
const CAPITAL_BEARER =
  'its older schema demands "bearer" in small letters; names of HTTP schemes have no case (RFC 9110, section 11.1)';
const PUT_IN_PLACE =
  "it puts what a reference leads to in its place before it judges, where OpenAPI allows no reference too";

// Where one finds a fault and the other none: who does, the beginning of what it says, and why the other does not.
const VERDICTS: Readonly<Record<string, readonly [who: "ours" | "theirs", what: RegExp, why: string]>> = {
  "amazon-sp/shippingV2.json": ["theirs", /Duplicate operation id 'linkCarrierAccount'/, REPEATED_ID],
  "bamboohr/public.yaml": [
    "theirs",
    /#\/servers\/0\/variables\/companyDomain must NOT have unevaluated properties/,
    'an error of the first schema of 3.1 that is corrected since: it knew no "description" of a server variable',
  ],
  "digdir-norway/digdir_dialogporten-schema_1.40.0__swagger.verified.json": [
    "theirs",
    /#\/components\/securitySchemes\/JWTBearerAuth /,
    CAPITAL_BEARER,
  ],
  "emb-scout-api/scout-api.json": ["theirs", /Duplicate operation id 'get'/, REPEATED_ID],
  "lob/lob-openapi/lob-api-public.yml": [
    "ours",
    /accounts\.yml#\/get\/responses\/200\/content\/\$ref "\$ref" is not allowed among names/,
    PUT_IN_PLACE,
  ],
  "openapi-initiative/tictactoe.json": ["theirs", /bearerHttpAuthentication must NOT have unevaluated/, CAPITAL_BEARER],
  "openapi-initiative/tictactoe.yaml": ["theirs", /bearerHttpAuthentication must NOT have unevaluated/, CAPITAL_BEARER],
  "sendgrid/sendgrid-oai/oas_v3.json": [
    "ours",
    /#\/components\/schemas\/\$ref "\$ref" is not allowed among names/,
    PUT_IN_PLACE,
  ],
  "weaviate/schema.json": [
    "theirs",
    /Property 'name' listed as required but does not exist/,
    "a required property need not be described (JSON Schema draft 4, section 5.4.3)",
  ],
  "workos/open-api-spec.yaml": [
    "ours",
    /"required" has "list_metadata" twice/,
    "in 3.1 it takes a schema for any object, and does not ask the dialect of JSON Schema",
  ],
  "xero/xero_accounting.yaml": [
    "theirs",
    /#\/paths\/~1Accounts\/parameters\/0 must NOT have additional properties/,
    "a key beside a $ref is to be ignored (OpenAPI 3.0, section Reference Object); it is put into what that leads to",
  ],
};

// oxfmt-ignore
const AT_LEAST: Readonly<Record<Difference, number>> = {
  same: 90_000, "words beside it": 10, "in data": 500, unreached: 10_000, "in a mapping": 1000, "only theirs": 1, "only ours": 0, "leads elsewhere": 0,
};

describe.skipIf(!hasCorpus)("Held against swagger-parser (skipped without the corpus)", () => {
  const counts = new Map<Difference, number>();
  const verdicts: boolean[] = [];
  const used = new Set<string>();

  const tried = shareOf(
    corpusRows().map((row) => row.path),
    12,
  );

  test.each(tried)("%s", async (file) => {
    const name = shortName(file);
    const reading = await bothReadings(file, CORPUS);
    if ("unread" in reading) {
      expect(reading.unread).toMatch(UNREAD[name] ?? "no row says why it cannot be read");
      used.add(name);
      return;
    }
    const { files, faults, references } = reading;
    for (const { difference } of references) counts.set(difference, (counts.get(difference) ?? 0) + 1);

    const [moreFiles, why] = MORE_FILES[name] ?? [0, ""];
    expect([without(files.theirs, files.ours).length, without(files.ours, files.theirs)]).toEqual([moreFiles, []]);
    if (why in KIND_BY_REASON) expect(references.map(({ difference }) => difference)).toContain(KIND_BY_REASON[why]);

    const others = references.filter(({ difference }) => /^(?:only|leads)/.test(difference));
    for (const { at, difference } of others)
      expect([at, difference]).toEqual([at, FOLLOWED_BY_ONE[shortName(at)]?.[0]]);

    const verdict = VERDICTS[name];
    const isValid = { ours: faults.ours.length === 0, theirs: faults.theirs.length === 0 };
    if (verdict === undefined) {
      expect(isValid).toEqual({ ours: isValid.theirs, theirs: isValid.theirs });
      verdicts.push(isValid.ours);
    } else {
      const [who, what] = verdict;
      expect(isValid).toEqual({ ours: who !== "ours", theirs: who !== "theirs" });
      expect(faults[who].join("\n")).toMatch(what);
    }
    for (const key of [name, ...others.map(({ at }) => shortName(at))]) used.add(key);
  });

  // It counts what the rows have shown.
  longTest("they say the same of nearly all, and no row is left over", () => {
    if (isThorough)
      for (const [difference, count] of Object.entries(AT_LEAST))
        expect(counts.get(difference as Difference) ?? 0, difference).toBeGreaterThanOrEqual(count); // a key of that table
    expect(verdicts.filter((isValid) => isValid).length).toBeGreaterThan(isThorough ? 250 : 15);
    expect(verdicts.filter((isValid) => !isValid).length).toBeGreaterThan(isThorough ? 25 : 0);
    const rows = [UNREAD, MORE_FILES, FOLLOWED_BY_ONE, VERDICTS].flatMap(Object.keys);
    const isTried = (name: string): boolean =>
      isThorough || tried.some((file) => shortName(file) === name.replace(/#.*/, ""));
    expect(rows.filter((name) => isTried(name) && !used.has(name))).toEqual([]);
  });
});

/** What the references that lead to more files must show. */
const KIND_BY_REASON: Readonly<Record<string, Difference>> = {
  [EXAMPLES]: "in data",
  [UNREACHED]: "unreached",
  [TEXT]: "only theirs",
};

/** Of the corpus, all but `vulnerable/` is below `real/`. */
function shortName(file: string): string {
  return file.startsWith("real/") ? file.slice("real/".length) : file;
}

function without<T>(some: readonly T[], others: readonly T[]): readonly T[] {
  const held = new Set(others);
  return some.filter((one) => !held.has(one));
}
