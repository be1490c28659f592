/** Whether a credential is called as every API calls one, so that two of one name need not be the same: `bearerAuth`. */
export function isCommonSchemeName(name: string): boolean {
  const words = name
    .replace(/([a-z0-9])([A-Z])/g, "$1 $2")
    .toLowerCase()
    .split(/[^a-z]+/)
    .filter((word) => word !== "");
  return words.every((word) => COMMON.has(word));
}

const COMMON: ReadonlySet<string> = new Set(
  "access api app application auth authentication authorization basic bearer client code connect credentials default flow header http https id implicit jwt key login oauth oidc open openid password query scheme security session token tokens user x".split(
    " ",
  ),
);
