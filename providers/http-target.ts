/** An address that the deployment itself declares, with what its answers mean. */
export type HttpTarget = {
  /** Whole URL of a harmless GET. */
  readonly url: string;
  /** Header that carries the token: `authorization`. */
  readonly header: string;
  /** Put before the token in the header: `Bearer `. */
  readonly prefix?: string;
  /** Status that means accepted. */
  readonly expect: number;
  /** Words that an accepting answer must contain. */
  readonly bodyIncludes?: string;
  /** Statuses that mean refused. Without any, nothing ever proves the token dead. */
  readonly refused?: readonly number[];
  /** Words that a refusing answer must contain. */
  readonly refusedIncludes?: string;
  /** Answers to a good token that lacks a right. */
  readonly lacking?: readonly Lacking[];
  /** Statuses that mean refused, or something else: they count only where the token worked before. */
  readonly ambiguous?: readonly number[];
  /** Place in the JSON of an accepting answer where its end stands, in seconds or as an ISO date: `data.expires_at`. */
  readonly expiry?: string;
  /** Place of its scopes: a list, or one text separated by spaces. */
  readonly scopes?: string;
  /** The token is `user:password`, or the base64 of that, and is sent as HTTP Basic. */
  readonly basic?: boolean;
  /** Anchored pattern of the whole token. Without it a token of a known issuer is never sent there. */
  readonly pattern?: RegExp;
};

export type Lacking = {
  readonly status: number;
  /** Words that the answer must contain. */
  readonly includes?: string;
  /** What is missing, as it is told: `the role deployer`. */
  readonly says: string;
};

export type HttpTargets = Readonly<Record<string, HttpTarget>>;
