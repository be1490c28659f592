/** The effect of a change of the policy that changes no finding. */
export const NO_EFFECT = "no finding would change";
