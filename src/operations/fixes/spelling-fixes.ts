import { isObject, member } from "../../core/json-value.ts";
import { grouped } from "../../core/grouped.ts";
import { memo, memoOfText } from "../../core/memo.ts";
import { nearest } from "../../core/nearest.ts";
import { childPointer, lastToken, parentPointer, placeKey, tokensOf, type Place } from "../../core/place.ts";
import type { AssessedApi } from "../../exposure/assessed-api.ts";
import { placeOf, type Operation } from "../../model/api.ts";
import { definedNames, schemeNamed } from "../../model/schemes-by-name.ts";
import { declaredScopes } from "../schemes/scopes.ts";
import { structureFaultsIn } from "../structure-faults.ts";
import { nodeAt, type DescriptionChange, type Fix } from "./fix.ts";
import { setMember } from "./keyword-changes.ts";

const ENFORCED =
  "The service already refuses these calls without the credential, although a gateway could not read the misspelt requirement.";

/** A requirement names the scheme that its misspelt name can only mean. */
export const schemeNameFix: Fix = {
  name: "Correct the name of the scheme",
  certainty: "safe",
  requires: () => ENFORCED,
  changes(api, { at }) {
    const meant = onlyMeaning(lastToken(at.pointer), definedNames(api.securitySchemes));
    return meant === undefined ? [] : renamed(api, at, meant);
  },
};

/** A requirement asks for the scopes that its misspelt ones can only mean. */
export const scopeNameFix: Fix = {
  name: "Correct the name of the scope",
  certainty: "safe",
  requires: () => "The service requires the scope with the corrected name.",
  changes(api, { at }) {
    const scheme = schemeNamed(api.securitySchemes, lastToken(at.pointer));
    const scopes = nodeAt(api.document, at)?.value;
    if (scheme === undefined || !Array.isArray(scopes)) return [];
    const declared = declaredScopes(scheme);
    const changes = scopes.flatMap((scope: unknown, index): (DescriptionChange | undefined)[] => {
      if (typeof scope !== "string" || declared.has(scope)) return [];
      const value = onlyMeaning(scope, [...declared]);
      if (value === undefined || scopes.includes(value)) return [undefined];
      return [{ op: "replace", at: { file: at.file, pointer: childPointer(at.pointer, index) }, value }];
    });
    return changes.every((change) => change !== undefined) ? changes : [];
  },
};

/** `securty` of an operation, or of the root, becomes `security`, and so do the keys of schemes. */
export const securityKeyFix: Fix = {
  name: "Correct the key",
  certainty: "safe",
  requires: () => ENFORCED,
  changes(api, { at }) {
    const key = lastToken(at.pointer);
    const holder = parentPointer(at.pointer);
    const isOfOperation = placesOfOperations(api.operations).has(placeKey({ file: at.file, pointer: holder }));
    const isOfRoot = holder === "#" && at.file === api.document.entry.file;
    const isOld = api.format.version === "2.0";
    const value = nodeAt(api.document, at)?.value;
    if ((isOfOperation || isOfRoot) && Array.isArray(value) && isNear(key, "security"))
      return value.length === 0 ? [] : renamed(api, at, "security");
    if (isOfRoot && isOld && isObject(value) && (isNear(key, "securityDefinitions") || key === "securitySchemes"))
      return renamed(api, at, "securityDefinitions");
    if (holder === "#/components" && !isOld && isObject(value) && isNear(key, "securitySchemes"))
      return renamed(api, at, "securitySchemes");
    return [];
  },
};

/** `security` of a path item goes into its operations, and schemes at the root go into the components. */
export const securityPlaceFix: Fix = {
  name: "Move the key to where it has an effect",
  certainty: "safe",
  requires: () => ENFORCED,
  changes(api, { at }) {
    const key = lastToken(at.pointer);
    const value = nodeAt(api.document, at)?.value;
    const remove: DescriptionChange = { op: "remove", at };
    if (key === "security" && Array.isArray(value) && value.length > 0 && namesDefined(api, value)) {
      const item = placeKey({ file: at.file, pointer: parentPointer(at.pointer) });
      const operations = (operationsOfItems(api.operations).get(item) ?? []).filter(
        ({ node }) => member(node.value, "security") === undefined,
      );
      return operations.length === 0
        ? []
        : [...operations.map((one) => setMember(one.node.value, placeOf(one), "security", value)), remove];
    }
    const isOfSchemes = key === "securitySchemes" || key === "securityDefinitions";
    if (!isOfSchemes || tokensOf(at.pointer).length !== 1 || api.format.version === "2.0" || !isObject(value))
      return [];
    if (at.file !== api.document.entry.file) return [];
    const components = member(api.node.value, "components");
    if (components === undefined)
      return [setMember(api.node.value, placeOf(api), "components", { securitySchemes: value }), remove];
    return isObject(components) && member(components, "securitySchemes") === undefined
      ? [setMember(components, placeOf(api, "components"), "securitySchemes", value), remove]
      : [];
  },
};

/** A key or a value that OpenAPI does not have, and that can only mean one which it has. */
export const structureWordFix: Fix = {
  name: "Correct the spelling",
  certainty: "safe",
  changes(api, { at }) {
    const meant = faultsByPlace(structureFaultsIn(api)).get(placeKey(at))?.meant;
    if (meant === undefined) return [];
    return meant.part === "key" ? renamed(api, at, meant.word) : [{ op: "replace", at, value: meant.word }];
  },
};

const placesOfOperations = memo(
  (operations: readonly Operation[]): ReadonlySet<string> =>
    new Set(operations.map((operation) => placeKey(placeOf(operation)))),
);

/** Operations by the path items that they stand in, where both are in one file. */
const operationsOfItems = memo((operations: readonly Operation[]) =>
  grouped(operations, ({ node, pathItem }) =>
    pathItem === undefined ? undefined : placeKey({ file: node.source.file, pointer: pathItem.node.pointer }),
  ),
);

/** The first fault at each place. */
const faultsByPlace = memo(
  (faults: ReturnType<typeof structureFaultsIn>) =>
    new Map(faults.toReversed().map((fault) => [placeKey(fault.at), fault])),
);

function renamed(api: AssessedApi, at: Place, to: string): readonly DescriptionChange[] {
  const holder = nodeAt(api.document, { file: at.file, pointer: parentPointer(at.pointer) })?.value;
  if (!isObject(holder) || member(holder, to) !== undefined) return [];
  return [
    { op: "move", at: { file: at.file, pointer: childPointer(parentPointer(at.pointer), to) }, from: at.pointer },
  ];
}

function isNear(key: string, word: string): boolean {
  return key === word || nearest(key, [word]) !== undefined;
}

/** The one candidate that a misspelt name can mean; another number is another name. */
function onlyMeaning(name: string, candidates: readonly string[]): string | undefined {
  if (candidates.length > MOST_COMPARED) return undefined;
  const digits = name.replace(/\D/g, "");
  const own = bare(name);
  const [meant, ...others] = candidates.filter(
    (candidate) => candidate !== name && (bare(candidate) === own || nearest(name, [candidate]) !== undefined),
  );
  return others.length === 0 && meant?.replace(/\D/g, "") === digits ? meant : undefined;
}

/** Among more, a misspelt name has others that are as near; each is compared with each. */
const MOST_COMPARED = 500;

/** A name in small letters, without what separates its words. */
const bare = memoOfText((name: string): string => name.toLowerCase().replace(/[^\p{L}\p{N}]/gu, ""));

/** Whether alternatives name schemes that the description defines, and nothing else. */
function namesDefined(api: AssessedApi, alternatives: readonly unknown[]): boolean {
  const schemes = api.securitySchemes;
  const isDefined = (name: string) => (schemeNamed(schemes, name)?.schemeKind ?? "undefined") !== "undefined";
  return alternatives.every(
    (alternative) =>
      isObject(alternative) && Object.keys(alternative).length > 0 && Object.keys(alternative).every(isDefined),
  );
}
