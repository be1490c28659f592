/** The title of findings about credentials that come back to others than those whom they were made for. */
export const CREDENTIAL_OF_OTHERS = "Credential returned to callers it was not issued to";

/** The title of findings about data that callers get although they are not meant to. */
export const MORE_THAN_MAY_SEE = "Operation returns more than its callers may see (excessive data exposure)";

/** How the title of findings ends by which callers act as anybody else. */
export const IMPERSONATION = "(impersonation)";
