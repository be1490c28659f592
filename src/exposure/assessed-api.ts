import type { Admission, Audience, Openness, Owner, Principal, Reach, Subject } from "../core/exposure-words.ts";
import type { DataFlows, Flow } from "../data/flows/flow.ts";
import type { Api, Operation } from "../model/api.ts";
import type { CeilingRow, Policy } from "../policy/policy.ts";
import type { AssessedScheme } from "./admission.ts";
import type { Audiences, DeclaredAudience } from "./audience.ts";
import type { Intent } from "./intent.ts";
import type { WhoseData } from "./whose-data.ts";

/** An API with what was worked out of who can call each operation, and whose data it carries. */
export interface AssessedApi extends Api {
  readonly policy: Policy;
  readonly data: DataFlows;
  /** The flows of each operation, and whose data they carry. Judgements have it in common, as they have `audiences`. */
  readonly whose: WhoseData;
  readonly audiences: Audiences;
  readonly schemes: readonly AssessedScheme[];
  /** Operations by which a stranger gets a credential. */
  readonly signUps: readonly Operation[];
  /** What differs between judgements: a rule that asks only what they have in common is asked once. */
  readonly assessed: (operation: Operation) => Assessment;
  /** The judgement that this one goes further than, where it supposes more: what was over a ceiling there is known. */
  readonly before: AssessedApi | undefined;
  /** The judgement that goes further than this one, where something is supposed in it. */
  readonly beyond: AssessedApi | undefined;
}

/** What a judgement is known by: rules are given copies of an API, which notice what they ask of it. */
export function judgementOf({ assessed }: AssessedApi): AssessedApi["assessed"] {
  return assessed;
}

/** What was worked out of one operation. */
export interface Assessment {
  readonly operation: Operation;
  readonly declared: DeclaredAudience;
  readonly reach: Reach;
  readonly admission: Admission;
  /** The schemes of the easiest way in. */
  readonly schemes: readonly AssessedScheme[];
  /** Who stands behind the easiest way in; `unknown` where it is anonymous. */
  readonly principal: Principal;
  readonly exposure: Audience;
  /** Whether the description states a credential that no requirement names: only its declaration is missing. */
  readonly statesCredential: boolean;
  /** Whether the exposure rests on what nobody said. */
  readonly assumed: boolean;
  /** How it is open to everyone on its network: it is private, and protected by nothing else than where it is. */
  readonly unprotected: Openness | undefined;
  /** What shows that people outside of the organization call it, where its audience or its server's name says otherwise. */
  readonly usedBy?: { readonly sign: string; readonly against: string | undefined };
  /** By whose ceilings and severities it is judged: `public` for what anyone on a network can call. */
  readonly judgedAs: Audience;
  /** Why, in words that a release meeting understands. */
  readonly because: readonly string[];
  readonly intent: Intent | undefined;
  /** Whose data what it returns is, taken as a whole. */
  readonly subject: Subject;
  readonly row: CeilingRow;
  readonly flows: readonly AssessedFlow[];
  /** Those that are read and count for exposure. */
  readonly exposed: readonly AssessedFlow[];
  /** Those of these that may not be read by those who can. */
  readonly over: ReadonlySet<AssessedFlow>;
}

/** A flow, and whose data it carries. */
export interface AssessedFlow extends Flow {
  readonly subject: Subject;
  /** Whether it is data of the kind of thing that callers are. */
  readonly principal: boolean;
  readonly whose: Owner;
  /** Whether nothing tells if the people that it tells of are such as the caller, or of the caller's account. */
  readonly isUndecided: boolean;
  /** Whether that principal stands inside of something else, which the operation is about. */
  readonly isEmbedded: boolean;
  /** Which of the objects on the way is that principal; 0 where the operation itself is about one. */
  readonly principalAt: number;
}
