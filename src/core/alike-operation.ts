/** An operation of some version that gives what was reported, whether or not it was reported itself. */
export interface AlikeOperation {
  /** As it is called in that version. */
  readonly operation: string;
  /** By what it is known in others. */
  readonly lastingId: string;
  /** Who could call it: `anyone without a credential`. */
  readonly who: string;
  readonly isNarrower: boolean;
  /** Whether anyone outside could call it without a credential. */
  readonly isOpen: boolean;
  /** Whether it gave it only where a caller asked for more. */
  readonly isOnRequest?: boolean;
  /** What it gave, in words. */
  readonly what: string;
}
