/**
 * The tags of a page: in its text every < is escaped. Its own script and style are left out, and where a line may break,
 * which depends on what a name holds.
 */
export function tagsOf(html: string): readonly string[] {
  const tags = html.replace(/<(script|style)>[\s\S]*?<\/\1>/g, "").match(/<(?:"[^"]*"|[^">])*>/g) ?? [];
  return tags.filter((tag) => tag !== "<wbr/>");
}

/** The tags with the names of their attributes: what a text would change if it were taken for HTML. */
export function skeletonOf(html: string): readonly string[] {
  return tagsOf(html).map((tag) => tag.replace(/="[^"]*"/g, ""));
}

/** What stands in a page that is none of ours: another element, a handler, an attribute without quotes, a link elsewhere. */
export function foreignInPage(html: string): readonly string[] {
  const tags = tagsOf(html);
  const targets = tags.flatMap((tag) => [...tag.matchAll(/\s(?:href|src|action)="([^"]*)"/g)].map(([, to]) => to!)); // it has one
  return [...tags.filter((tag) => !OUR_TAG.test(tag)), ...targets.filter((to) => !OUR_TARGET.test(to))];
}

/** Elements that the page has, with attributes in quotes and no handler among them. */
const OUR_TAG =
  /^(?:<!doctype html>|<\/?(?:html|head|body|meta|title|link|div|nav|main|section|article|header|form|label|input|select|option|output|button|details|summary|figure|figcaption|table|caption|thead|tbody|tr|th|td|dl|dt|dd|ul|ol|li|p|h[1-4]|a|abbr|b|i|span|code|pre|mark|wbr|svg|defs|pattern|rect|path|text|del|ins)(?:\s(?!on)[a-zA-Z-]+(?:="[^"]*")?)*\/?>)$/;
const OUR_TARGET = /^(?:#[a-z0-9-]+|https:\/\/(?:owasp|cwe\.mitre)\.org\/.*|data:image\/svg\+xml,.*)$/;
