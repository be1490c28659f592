import type { Hover, Position } from "vscode-languageserver";
import { markdownOf, type Block } from "../../report/formats/markdown/nodes.ts";
import { rangeAt } from "../../load/source.ts";
import { pointerAt, pointersUp, protocolRange } from "../ranges.ts";
import { sourcesOf, type Reviewed } from "../workbench.ts";
import { aboutField } from "./about-field.ts";
import { aboutOperation } from "./about-operation.ts";
import { aboutScheme, schemeNamedAt } from "./about-scheme.ts";

/**
 * What is known of the thing at a position: of a credential what a caller with it can read and change, of a field what it
 * holds and which operations carry it, of an operation who can call it.
 */
export function hoverAt(reviewed: Reviewed, file: string, position: Position): Hover | undefined {
  const source = sourcesOf(reviewed).get(file);
  if (source === undefined) return undefined;
  const pointer = pointerAt(source, position);
  const scheme = schemeNamedAt(reviewed.review, pointer);
  if (scheme !== undefined) return hoverOf(aboutScheme(reviewed.review, scheme.name), rangeAt(source, scheme.pointer));
  for (const at of pointersUp(pointer)) {
    const place = { file, pointer: at };
    const blocks = aboutField(reviewed, place) ?? (at === pointer ? aboutOperation(reviewed, place) : undefined);
    if (blocks !== undefined) return hoverOf(blocks, rangeAt(source, at));
    // What stands in the schema of another property is not of the field around it.
    if (at.endsWith("/properties")) return undefined;
  }
  return undefined;
}

function hoverOf(blocks: readonly Block[] | undefined, range: Parameters<typeof protocolRange>[0]): Hover | undefined {
  if (blocks === undefined) return undefined;
  return { contents: { kind: "markdown", value: markdownOf(blocks) }, range: protocolRange(range) };
}
