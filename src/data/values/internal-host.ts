/** Whether a text is a link that only leads somewhere inside of an organization: a private address alone may be a device's that callers own. */
export function isInternalLink(text: string): boolean {
  return LINK.test(text);
}

/** Whether a text names a private address (RFC 1918), or a host whose name only resolves inside. */
export function namesInternalHost(text: string): boolean {
  return HOST.test(text);
}

/** A host whose ending no public name has. */
const NAME = String.raw`[a-z\d-]{1,63}(?:\.[a-z\d-]{1,63}){0,6}\.(?:internal|corp|intranet|lan|intra|local|localdomain)`;
const ADDRESS = String.raw`(?:10\.\d{1,3}|192\.168|172\.(?:1[6-9]|2\d|3[01]))\.\d{1,3}\.\d{1,3}`;
const LINK = new RegExp(String.raw`^https?:\/\/${NAME}(?::\d{1,5})?(?:\/|$)`, "i");
const HOST = new RegExp(String.raw`(?<![\d.])${ADDRESS}(?![\d.])|\b${NAME}\b`, "i");
