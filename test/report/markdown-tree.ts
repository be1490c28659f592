import type { Nodes, Root } from "mdast";
import { fromMarkdown } from "mdast-util-from-markdown";
import { gfmFromMarkdown } from "mdast-util-gfm";
import { gfm } from "micromark-extension-gfm";

/*
 * Markdown as GitHub reads it, and what must not be in ours.
 */

export function treeOf(text: string): Root {
  return fromMarkdown(text, { extensions: [gfm()], mdastExtensions: [gfmFromMarkdown()] });
}

export function nodesOf<Type extends Nodes["type"]>(node: Nodes, type: Type): Extract<Nodes, { type: Type }>[] {
  const below = "children" in node ? node.children.flatMap((child) => nodesOf(child, type)) : [];
  return node.type === type ? [node as Extract<Nodes, { type: Type }>, ...below] : below; // its type was asked
}

/** The document's blocks: what a reader would miss, or see twice, if a text were taken for Markdown. */
export function shapeOf(tree: Root): readonly string[] {
  return tree.children.map((node) => {
    if (node.type === "table") return `table ${node.children.map(({ children }) => children.length).join(" ")}`;
    if (node.type === "list") return `list ${node.children.length}`;
    return node.type === "heading" ? `heading ${node.depth}` : node.type;
  });
}

/** What stands in it that is none of ours: markup of a description, or what GitHub looks for once Markdown is read. */
export function foreignIn(tree: Root): readonly string[] {
  return [
    ...nodesOf(tree, "html").flatMap(({ value }) => (OUR_HTML.test(value) ? [] : [value])),
    ...nodesOf(tree, "link").flatMap(({ url }) => (OUR_LINK.test(url) ? [] : [url])),
    ...(["image", "imageReference", "linkReference", "definition", "footnoteReference"] as const).flatMap((type) =>
      nodesOf(tree, type).map(() => type),
    ),
    ...nodesOf(tree, "text").flatMap(({ value }) =>
      /@\w|#\d|GH-\d|:\/\/|www\.|:tada:|\$|[0-9a-f]{40}/.test(value) ? [value] : [],
    ),
  ];
}

/** Links within the document that have nowhere to go, and places that two links could mean. */
export function deadLinksIn(tree: Root): readonly string[] {
  const anchors = nodesOf(tree, "html").flatMap(({ value }) => /^<a id="(.+)">$/.exec(value)?.[1] ?? []);
  const targets = nodesOf(tree, "link").flatMap(({ url }) => (url.startsWith("#") ? [url.slice(1)] : []));
  return [
    ...anchors.filter((id, index) => anchors.indexOf(id) !== index),
    ...targets.filter((id) => !anchors.includes(id)),
  ];
}

const OUR_HTML =
  /^(?:<!-- sallyport (?:gate|suggestion [0-9a-f]+) -->|<details>\n<summary>\d+ [a-z ]+<\/summary>|<\/details>|<a id="(?:review-\d+|(?:review-\d+-)?(?:(?:finding|assumption)-[a-z0-9-]+|tests))">|<\/a>)$/;
const OUR_LINK =
  /^(?:#(?:review-\d+|(?:review-\d+-)?(?:(?:finding|assumption)-[a-z0-9-]+|operations|tests))|https:\/\/owasp\.org\/.+|https:\/\/cwe\.mitre\.org\/.+|https:\/\/git\.acme\.example\/apis\/-\/blob\/[^#?()\s]+#L\d+)$/;
