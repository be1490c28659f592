import { expect, test } from "vitest";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { ssrfClientSuppliedUrl } from "../../src/rules/inputs/ssrf-client-supplied-url.ts";
import { faultsIn, takes } from "./faults-in.ts";

/* What looks like code, a template or a fetched URL, beside what is one. */

const TEXT = { type: "string" };
const query = (name: string): object => ({ name, in: "query", schema: TEXT });

async function causesIn(operation: object, id = "GET /things"): Promise<readonly string[]> {
  return (await faultsIn(injectionInterpretedInput, { [id]: operation })).map(({ cause }) => cause);
}

test.each<[string, readonly string[], readonly string[]]>([
  ["a clause beside the others of a query language", ["$select", "$where", "$limit"], []],
  ["alone, the operator of a database that runs JavaScript", ["$where"], ["script"]],
  ["beside one other clause, that operator still", ["$where", "$limit"], ["script"]],
])("$where is %s", async (_name, names, causes) => {
  expect(await causesIn({ parameters: names.map(query) })).toEqual(causes);
});

const html = (text: string, more: object = {}, example = "<p>Hello</p>"): object => ({
  requestBody: takes({ html: { ...TEXT, description: text, examples: [example] }, ...more }),
});

test.each<[string, object, readonly string[]]>([
  ["is content alone", html("HTML content to render"), []],
  ["is a template by its text", html("HTML content, a Handlebars template"), ["template"]],
  ["is a template by its example", html("HTML content to render", {}, "<p>{{ name }}</p>"), ["template"]],
  [
    "is a template by the values beside it",
    html("HTML content to render", { variables: { type: "object" } }),
    ["template"],
  ],
  ["is not said to be content", html("What is rendered"), ["template"]],
])("HTML that is rendered and %s", async (_name, operation, causes) => {
  expect(await causesIn(operation, "POST /html/render")).toEqual(causes);
});

test("a clause that is said to go into the query as it comes does so whatever stands beside it", async () => {
  const clause = (description: string): object => ({
    parameters: [{ ...query("$where"), description }, query("$select"), query("$limit")],
  });
  expect(await causesIn(clause("Conditions in SQL WHERE style"))).toEqual([]);
  expect(await causesIn(clause("The text is inserted verbatim into the SQL query."))).toEqual(["said"]);
});

test.each<[string, string, readonly string[]]>([
  [
    "in two sentences, is no code that is run",
    "The repository that contains the scanned code. Source of the selector.",
    [],
  ],
  ["in one phrase, is", "The code source of the step.", ["script"]],
])("code and source %s", async (_name, description, causes) => {
  expect(await causesIn({ requestBody: takes({ repository: { ...TEXT, description } }) }, "POST /scans")).toEqual(
    causes,
  );
});

test.each<[string, string, number]>([
  ["only used to point there", "The file's URL. (Used to point to the file on the website of the repository)", 0],
  ["fetched", "The file's URL. The server fetches the file.", 1],
])("the URL of a file that is %s", async (_name, description, found) => {
  const operation = { requestBody: takes({ fileUrl: { ...TEXT, description } }) };
  expect(await faultsIn(ssrfClientSuppliedUrl, { "POST /references": operation })).toHaveLength(found);
});

test.each<[string, string, readonly string[]]>([
  ["its values are listed", "Can be: `none`, `start`, or `end`. It is prepended to the command.", []],
  ["nothing limits it", "It is prepended to the command.", ["said"]],
  ["a shell runs it, whatever is listed", "Can be: `date`, `time`. It is prepended to the shell command.", ["said"]],
  [
    "in German its values are listed",
    "Kann sein: `keiner`, `anfang` oder `ende`. Wird dem Kommando vorangestellt.",
    [],
  ],
])("what goes before a command, where %s", async (_name, description, causes) => {
  expect(await causesIn({ requestBody: takes({ prefix: { ...TEXT, description } }) }, "POST /messages")).toEqual(
    causes,
  );
});
