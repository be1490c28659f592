/** Who calls in a test that an operation refuses those who bring nothing. */
export const WITHOUT_CREDENTIAL = "anyone without a credential";

/** Why that is to be tested. */
export const NOTHING_SAYS_ONE = "nothing says that it asks for a credential";

/** … and where the description says that none is, which is to be changed. */
export const NONE_IS_ASKED_FOR =
  "the description says that no credential is required, and the call changes stored data";
