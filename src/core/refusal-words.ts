/** Who calls in a test that an operation refuses those who bring nothing. */
export const WITHOUT_CREDENTIAL = "anyone without a credential";

/** Who calls where the credential is all that is between a caller and what there is: with none, a wrong or an expired one. */
export const WITHOUT_VALID_CREDENTIAL = "anyone without a valid credential";

/** Why that is to be tested: nothing that is read is one caller's, so what keeps it is that the credential is checked. */
export const CREDENTIAL_ALONE = "what it returns is the same for all callers, so the credential alone protects it";

/** … and nothing is one caller's, since all have one secret, by which they may do all of it. */
export const ONE_SECRET =
  "all callers have the same secret, which must be kept out of front ends and apart from the credentials of those whom they serve";

/** Why that is to be tested. */
export const NOTHING_SAYS_ONE = "nothing says that it asks for a credential";

/** … and where the description says that none is, which is to be changed. */
export const NONE_IS_ASKED_FOR =
  "the description says that no credential is required, and the call changes stored data";
