import { readdirSync, readFileSync } from "node:fs";
import path from "node:path";
import { globSync } from "tinyglobby";
import { expect, test } from "vitest";
import { folderWith, run } from "./cli/run.ts";

const ROOT = path.resolve(import.meta.dirname, "..");

/** Every command line that a document shows is one that the program takes. */
const commands = ["README.md", ...readdirSync(`${ROOT}/docs`).map((name) => `docs/${name}`)]
  .filter((name) => name.endsWith(".md"))
  .flatMap((name) =>
    [
      ...readFileSync(`${ROOT}/${name}`, "utf8").matchAll(
        /(?:^|[\s`$])((?:npx )?sallyport (?:(?:review|portfolio|explain) [^\n`#]+|rules\b))/gm,
      ),
    ].map(([, command]) => `${name}: ${command!.trim()}`),
  );

test.each(commands)("%s", async (shown) => {
  const [, ...words] = shown.slice(shown.indexOf("sallyport")).split(/\s+/);
  const [command, ...args] = words;
  // What it is asked of is not there: that it is missed, and nothing else, says that the rest was understood.
  const asked = args.map((word) =>
    word.startsWith("-") || word.includes("=") || isValue(word, args) ? word : "not-there",
  );
  const takesFiles = command === "review" || command === "portfolio";
  const { stderr } = await run([command!, ...(takesFiles ? asked : args)], { cwd: folderWith({}) });
  expect(stderr).toMatch(takesFiles ? /not-there/ : /^$/);
});

test("the README's picture is of the page as it is: where this fails, run scripts/picture.mjs and change the alt text", () => {
  const [, alt] = /<img alt="([^"]+)"\s+src="docs\/review-light\.png">/.exec(
    readFileSync(`${ROOT}/README.md`, "utf8"),
  )!;
  const page = readFileSync(`${ROOT}/examples/fitness/review.html`, "utf8");
  const [, verdict, answer] = />Verdict: <b>([\w-]+)<\/b>([^<]+)</.exec(page)!;
  const [, why] = /<b>Why:<\/b> (.+?)<\/p>/.exec(page)!;
  const counts = [...page.matchAll(/<dt>([^<]+)(?:<span class="note parts">([^<]+)<\/span>)?<\/dt><dd>(\d+)</g)]
    .slice(0, 3)
    .map(([, name, of = "", number]) => `${name}${of}: ${number}`);
  expect(alt).toContain(
    `Verdict: ${verdict}${answer} Why: ${why!.replaceAll(/<[^>]*>/g, "").trim()} ${counts.join(", ")}.`,
  );
});

test("there are some", () => {
  expect(commands.length).toBeGreaterThan(10);
});

test.each(["ARCHITECTURE.md", "CONTRIBUTING.md"])("every file that %s names is there", (name) => {
  const named = [
    ...readFileSync(`${ROOT}/${name}`, "utf8").matchAll(/`((?:[a-z.-]+\/)+[\w.-]+\.(?:tsx?|mjs|yaml|css|md))`/g),
  ].map(([, file]) => file!);
  const files = globSync("**", { cwd: ROOT, ignore: ["node_modules/**", "dist/**"] });
  expect(named.length).toBeGreaterThan(15);
  expect(
    named.filter((file) => !file.endsWith("/ID.md") && !files.some((one) => `/${one}`.endsWith(`/${file}`))),
  ).toEqual([]);
});

/** Whether a word is the value of the option before it. */
function isValue(word: string, args: readonly string[]): boolean {
  return (args[args.indexOf(word) - 1] ?? "").startsWith("--");
}
