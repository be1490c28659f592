/** In place of a rule, what a finding is of that a failed authorization test proves. */
export const FAILED_TEST = "failed-authorization-test";
