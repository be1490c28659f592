import path from "node:path";
import { UserError } from "../core/user-error.ts";
import { filesBelow } from "../load/files.ts";
import type { NamedSetting } from "../review/unmatched-settings.ts";
import type { Entry } from "./root.ts";
import { specsOf } from "./specs.ts";

/**
 * Throws a `UserError` where settings of a description say who gets a credential that it does not have: the verdict would
 * be made without them. What another description below their folder has is meant for that one.
 */
export async function checkSchemesKnown(
  named: readonly NamedSetting[],
  { file, root }: Pick<Entry, "file" | "root">,
): Promise<void> {
  const wrong: NamedSetting[] = [];
  for (const setting of named)
    if (
      setting.kind === "scheme" &&
      !setting.isMatched &&
      !setting.isForOthers &&
      !(await isElsewhere(setting, file, root))
    )
      wrong.push(setting);
  const [first] = wrong;
  if (first === undefined) return;
  throw new UserError(wrong.map(({ text }) => text).join("\n"), {
    ...first.source,
    hint: 'Correct the name; "*" stands for all schemes that are not named. What is for another API belongs under apis, with its files.',
  });
}

/** Whether another description below the folder of the settings has a key of that name. */
async function isElsewhere({ name, source }: NamedSetting, own: string, root: string): Promise<boolean> {
  const folder = path.join(root, path.posix.dirname(source.file));
  const { specs } = await specsOf([folder], root);
  // Of so many, nobody may wait for all to be read.
  if (specs.length > MOST_READ) return true;
  const files = filesBelow(root);
  return specs.some((spec) => {
    const file = path.relative(root, path.resolve(root, spec)).replaceAll(path.sep, "/");
    return file !== own && isKeyIn(files.read(file).bytes, name);
  });
}

const MOST_READ = 200;

/** Whether a name is followed by a colon somewhere in a text, plain or quoted. */
function isKeyIn(bytes: Uint8Array | undefined, name: string): boolean {
  const text = bytes === undefined ? "" : Buffer.from(bytes).toString("utf8");
  for (let at = text.indexOf(name); at >= 0; at = text.indexOf(name, at + 1))
    if (!/[\w-]/.test(text.charAt(at - 1)) && /^["']?[ \t]*:/.test(text.slice(at + name.length, at + name.length + 9)))
      return true;
  return false;
}
