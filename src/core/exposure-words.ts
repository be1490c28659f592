/** Who an operation is meant for, or who can really call it: narrow to wide. */
export const AUDIENCES = ["private", "partner", "public"] as const;
export type Audience = (typeof AUDIENCES)[number];

/** How a caller gets in: easy to hard. */
export const ADMISSIONS = ["anonymous", "self-registered", "unknown", "partner", "own"] as const;
export type Admission = (typeof ADMISSIONS)[number];

/**
 * How an operation that can be called from inside only is open to everyone there: to callers without a credential, to
 * whoever signs up, or, where nothing is required anywhere, perhaps to either.
 */
export const OPENNESS = ["anonymous", "self-registered", "unstated"] as const;
export type Openness = (typeof OPENNESS)[number];

/** Where something can be called from: narrow to wide. */
export const REACHES = ["internal", "unknown", "external"] as const;
export type Reach = (typeof REACHES)[number];

/** Who stands behind a credential. */
export const PRINCIPALS = ["user", "client", "shared", "unknown"] as const;
export type Principal = (typeof PRINCIPALS)[number];

/** How bad the loss of a value is: mild to bad. */
export const SENSITIVITIES = ["public", "internal", "confidential", "restricted"] as const;
export type Sensitivity = (typeof SENSITIVITIES)[number];

/** Whose data a flow carries. */
export const SUBJECTS = ["caller", "addressed", "collection", "none"] as const;
export type Subject = (typeof SUBJECTS)[number];

/**
 * Who owns the data that a flow carries: the caller; the tenant that the caller works for or manages; the population that
 * callers are part of, such as the members of a network; or a counterparty, a person inside of the caller's own thing.
 */
export const OWNERS = ["caller", "tenant", "population", "counterparty"] as const;
export type Owner = (typeof OWNERS)[number];

/** What a credential is bound to: one account, whose objects alone it reaches, or nothing of the kind. */
export const TENANCIES = ["account", "none"] as const;
export type Tenancy = (typeof TENANCIES)[number];

/** What is known of what an operation returns. */
export const UNDERSTANDINGS = ["classified", "harmless", "file", "partly", "opaque"] as const;
export type Understanding = (typeof UNDERSTANDINGS)[number];

/** How sure a premise of a judgement is: declared in `sallyport.yaml` or by an extension, stated, inferred, or a guess. */
export const PREMISES = ["declared", "stated", "inferred", "possible"] as const;
export type Premise = (typeof PREMISES)[number];

/** The wider of two audiences. */
export function wider(a: Audience, b: Audience): Audience {
  return AUDIENCES.indexOf(a) >= AUDIENCES.indexOf(b) ? a : b;
}

/** The easier of two admissions: what an operation with either has. */
export function easier(a: Admission, b: Admission): Admission {
  return ADMISSIONS.indexOf(a) <= ADMISSIONS.indexOf(b) ? a : b;
}

/** The harder of two admissions: what an alternative that asks for both has. */
export function harder(a: Admission, b: Admission): Admission {
  return ADMISSIONS.indexOf(a) >= ADMISSIONS.indexOf(b) ? a : b;
}

/** The more sensitive of two. */
export function moreSensitive(a: Sensitivity, b: Sensitivity): Sensitivity {
  return isAbove(b, a) ? b : a;
}

/** Whether `sensitivity` is above `ceiling`. */
export function isAbove(sensitivity: Sensitivity, ceiling: Sensitivity): boolean {
  return SENSITIVITIES.indexOf(sensitivity) > SENSITIVITIES.indexOf(ceiling);
}
