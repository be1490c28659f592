import { expect, test } from "vitest";
import { injectionInterpretedInput } from "../../src/rules/inputs/injection-interpreted-input.ts";
import { faultsIn, takes, type Operations } from "./faults-in.ts";

/* Files of the server that callers name in place of a default, and markup of theirs in pages that others visit. */

const query = (name: string, schema: object): Operations => ({
  "GET /labels/{id}/print": {
    parameters: [
      { name: "id", in: "path", required: true, schema: { type: "string" } },
      { name, in: "query", schema: { type: "string", ...schema } },
    ],
  },
});
const body = (name: string, schema: object): Operations => ({
  "POST /reports": { requestBody: takes({ [name]: { type: "string", ...schema } }) },
});

test.each<[string, Operations, boolean]>([
  ["a default of a query", query("template", { default: "labels/small.html" }), true],
  ["plantilla", query("plantilla", { default: "etiquetas/sobre_pequeno.svg" }), true],
  ["vorlage", query("vorlage", { example: "briefe/mahnung.docx" }), true],
  ["gabarit", query("gabarit", { example: "etiquettes/normale.odt" }), true],
  ["modelo", query("modelo", { default: "recibos/padrao.html" }), true],
  ["theme", body("theme", { default: "themes/default/main.css" }), true],
  ["layout", body("layout", { example: "./layouts/a4.xsl" }), true],
  ["thème", body("theme", { default: "/usr/share/themes/clair.css" }), true],
  ["hoja de estilo", body("hoja_de_estilo", { default: "estilos/base.css" }), true],
  ["config", body("options", { default: "conf/report.yaml" }), true],
  // no file of the server, or one of a few
  ["an enum", query("template", { enum: ["labels/small.html", "labels/large.html"] }), false],
  ["a pattern", query("template", { default: "labels/small.html", pattern: "^labels/[a-z]+\\.html$" }), false],
  ["a name", query("template", { default: "small" }), false],
  ["a media type", query("format", { default: "text/html" }), false],
  ["a media type with a dot", query("template", { default: "application/vnd.acme.json" }), false],
  ["a pair of numbers", query("range", { default: "1/2.5" }), false],
  ["a path of what is uploaded", body("title", { example: "photos/2024/beach.jpg" }), false],
  ["a time zone", query("timezone", { default: "Europe/Berlin" }), false],
  ["a URL", query("template", { default: "https://acme.io/labels/small.html", format: "uri" }), false],
])("a file of the server is named by %s", async (_what, operations, isFound) => {
  const faults = await faultsIn(injectionInterpretedInput, operations);
  expect(faults.some(({ title }) => title?.includes("path traversal"))).toBe(isFound);
});

const page = (name: string, path = "/shows/{id}/site", description = ""): Operations => ({
  [`PUT ${path}`]: { requestBody: takes({ [name]: { type: "string", description } }) },
});

test.each<[string, Operations, boolean]>([
  ["headHtml", page("headHtml", undefined, "Put into `<head>` of the page, for your analytics."), true],
  ["customScript", page("customScript"), true],
  ["footer_html", page("footer_html", "/storefront"), true],
  ["kopfbereichHtml", page("kopfbereichHtml", "/webseiten/{id}"), true],
  ["fusszeile_html", page("fusszeile_html", "/shop"), true],
  ["html_entete", page("html_entete", "/boutique"), true],
  ["scriptPersonnalise", page("scriptPersonnalise", "/sites/{id}"), true],
  ["html_cabecera", page("html_cabecera", "/tienda"), true],
  ["script_pie", page("script_pie", "/paginas/{id}"), true],
  ["rodapeHtml", page("rodapeHtml", "/loja"), true],
  ["scriptPersonalizado", page("scriptPersonalizado", "/paginas/{id}"), true],
  // what is made harmless, or runs nowhere
  ["sanitized", page("headHtml", undefined, "Sanitized on save; scripts are removed."), false],
  ["bereinigt", page("kopfbereichHtml", "/webseiten/{id}", "Wird bereinigt."), false],
  ["a colour", page("headColor"), false],
  ["text", page("about"), false],
  ["a postal code", page("pageCode", "/orders/{id}"), false],
])("markup of a page is %s", async (_what, operations, isFound) => {
  const faults = await faultsIn(injectionInterpretedInput, operations);
  expect(faults.some(({ title }) => title?.includes("XSS"))).toBe(isFound);
});
