import { inflateSync } from "node:zlib";

/**
 * What stands on each page of a PDF as Chromium writes it, without any blanks. Glyphs are told by the ToUnicode maps of
 * their fonts (ISO 32000-1, 9.10.3); no more of the format is read than Chromium uses.
 */
export function pdfPages(pdf: Buffer): readonly string[] {
  const objects = objectsOf(pdf.toString("latin1"));
  return [...objects.values()]
    .filter((object) => /\/Type \/Page\b/.test(object))
    .map((page) => {
      const fonts = new Map(
        [.../\/Font <<([^>]*)>>/.exec(page)![1]!.matchAll(/\/(\w+) (\d+) 0 R/g)].map(([, name, id]) => [
          name!,
          glyphsOf(objects, id!),
        ]),
      );
      return textOf(inflated(objects.get(/\/Contents (\d+) 0 R/.exec(page)![1]!)!), fonts);
    });
}

type Glyphs = ReadonlyMap<string, string>;

function objectsOf(pdf: string): ReadonlyMap<string, string> {
  const all = pdf.matchAll(/(?<=^|\n)(\d+) 0 obj\n([\s\S]*?)\nendobj/g);
  return new Map([...all].map(([, id, object]) => [id!, object!]));
}

function inflated(object: string): string {
  const start = object.indexOf("stream\n") + "stream\n".length;
  return inflateSync(Buffer.from(object.slice(start, object.lastIndexOf("endstream")), "latin1")).toString("latin1");
}

function glyphsOf(objects: ReadonlyMap<string, string>, font: string): Glyphs {
  const map = /\/ToUnicode (\d+) 0 R/.exec(objects.get(font)!)?.[1];
  const glyphs = new Map<string, string>();
  if (map === undefined) return glyphs;
  const text = inflated(objects.get(map)!);
  for (const [, block] of text.matchAll(/beginbfchar\n([\s\S]*?)endbfchar/g))
    for (const [, glyph, codes] of block!.matchAll(/<(\w+)> <(\w+)>/g)) glyphs.set(glyph!, unicode(codes!));
  for (const [, block] of text.matchAll(/beginbfrange\n([\s\S]*?)endbfrange/g))
    for (const [, from, to, first] of block!.matchAll(/<(\w+)> <(\w+)> <(\w+)>/g))
      for (let at = Number.parseInt(from!, 16); at <= Number.parseInt(to!, 16); at += 1)
        glyphs.set(hex(at), String.fromCodePoint(Number.parseInt(first!, 16) + at - Number.parseInt(from!, 16)));
  return glyphs;
}

function hex(n: number): string {
  return n.toString(16).toUpperCase().padStart(4, "0");
}

function unicode(codes: string): string {
  return (codes.match(/.{4}/g) ?? []).map((code) => String.fromCharCode(Number.parseInt(code, 16))).join("");
}

function textOf(content: string, fonts: ReadonlyMap<string, Glyphs>): string {
  let glyphs: Glyphs = new Map();
  let text = "";
  for (const [, font, codes] of content.matchAll(/\/(\w+) [\d.]+ Tf|<([0-9A-F]+)>/g))
    if (font !== undefined) glyphs = fonts.get(font) ?? glyphs;
    else text += (codes!.match(/.{4}/g) ?? []).map((code) => glyphs.get(code) ?? "").join("");
  return text.replace(/\s/g, "");
}
