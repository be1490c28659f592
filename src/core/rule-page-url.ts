/** The published page of a rule. */
export type RulePageUrl = `https://${string}/rules/${string}.md`;

/**
 * An https address in plain characters, as `docsUrl` may be: no user, query or fragment, and nothing that HTML,
 * Markdown or a terminal would read as more than an address.
 */
export const PUBLISHED_URL = /^https:\/\/[A-Za-z0-9.-]+(?::\d{1,5})?(?:\/[\w.~%+-]*)*$/;

/** Whether a text is such an address, and one that can be parsed. */
export function isPublishedUrl(text: string): text is `https://${string}` {
  return PUBLISHED_URL.test(text) && URL.canParse(text);
}

/** The page of a rule where `docs/` is published at `docsUrl`. */
export function rulePageUrl(docsUrl: string, rule: string): string {
  return `${docsUrl}/rules/${rule}.md`;
}

/** The published page of a finding's rule; `undefined` where there is none, or what stands there is no such address. */
export function publishedPageOf({ helpUri }: { readonly helpUri?: string | undefined }): RulePageUrl | undefined {
  return helpUri !== undefined && isPublishedUrl(helpUri) && isPageOfRule(helpUri) ? helpUri : undefined;
}

function isPageOfRule(url: string): url is RulePageUrl {
  return /\/rules\/[\w-]+\.md$/.test(url);
}
