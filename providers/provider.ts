import type { Instant } from '../core/base/time.ts';
import type { Shape } from '../core/lint/lint.ts';
import { type Answer, type AskRequest, type Budget, type LimitsCount, USER_AGENT } from '../core/model/answer.ts';
import type { Expiry } from '../core/model/expiry.ts';
import type { Flaw } from '../core/model/observation.ts';
import type { Cause, Reason, RefusalMeaning, UnansweredCause } from '../core/model/verdict.ts';

/**
 * One issuer, described as data. Adding one touches its file, one line of index.ts and its fixtures.
 * Every answer that no rule names is *unknown*: neither dead nor healthy.
 */
export type Provider = {
  readonly id: string;
  readonly name: string;
  readonly docs: string;
  /** Where people look whether the issuer is down. */
  readonly statusPage?: string;
  /** How well its facts are known: by the issuer's word, by two tools that agree, by a real server. */
  readonly evidence: 'documented' | 'validators' | 'verified';
  /** Where the facts below were read. `unsure:` marks what could not be confirmed. */
  readonly sources: readonly string[];
  readonly budget: Budget;
  /**
   * What its limits count, and where that was read. What could not be confirmed counts as `token`: that costs one request
   * more, since two tokens that meet a limit within a minute hold back all; a wrong `address` would leave good tokens unjudged.
   */
  readonly limits?: { readonly counts: LimitsCount; readonly source: string };
  /** Header that names the request for the issuer's support. */
  readonly requestId?: string;
  /** Where its error answers hold the issuer's code and words, for the evidence. */
  readonly words?: Words;
  /** A format or a protocol, not one issuer: a value of its shape may belong to anybody. */
  readonly generic?: true;
  /** Issuers as whose tokens its own are taken too: a package registry of theirs speaks npm. */
  readonly alsoFor?: readonly string[];
  /** Which scopes hold others, as its docs say: `repo` holds `public_repo`. */
  readonly scopeTree?: Readonly<Record<string, readonly string[]>>;
  readonly kinds: readonly Kind[];
  /** Of an issuer that people run themselves: where its API is below the base URL that they write. */
  readonly base?: Base;
};

export type Base = {
  /** Ends that people copy along, taken off first: `/api/v4`. */
  readonly strip: readonly string[];
  /** Stands between the base and the path of the probe: `/api/v3`. */
  readonly path?: string;
  /** Hosts that have the API at their root all the same. */
  readonly rootHosts?: RegExp;
  /** Other addresses of the issuer itself, such as of its regions. */
  readonly hosts?: readonly string[];
  /** A token that never worked and is refused may be asked about at these too: it may be of another region or of the sandbox. */
  readonly askOthers?: true;
};

export type Kind = {
  /** `bot` of `discord.bot`. */
  readonly id: string;
  readonly name: string;
  /** The gate: a value without this shape never leaves. A kind without one is off until the deployment lists it. */
  readonly shape?: Shape;
  /** Of an issuer that people run themselves: at an address of their own it gives out whatever they configured, and the shape binds nobody. */
  readonly ownShapes?: true;
  /** What follows a prefix that people chose for this kind. */
  readonly afterOwnPrefix?: RegExp;
  /** The kind of whatever is said to be its issuer's and looks like none of the others. */
  readonly otherwise?: true;
  /** People choose such values as they like, also words that stand for nothing elsewhere. */
  readonly byHand?: true;
  /** Checksums and the like, after the shape matched. Certain only where that is proof. */
  readonly lint?: (value: string) => Flaw | undefined;
  /** Parts of the value to fill into the request, `{name}` each. `{token}` is always there. */
  readonly parts?: (value: string) => Readonly<Record<string, string>>;
  /** Other fields of the same JSON secret that the probe needs, filled as `{name}`. */
  readonly companions?: readonly string[];
  readonly probe: Probe;
  /** Steps per cause, at most three, the first doable from a phone or a full command. `{name}` is the token's name, `{tag:url}` what that setting is called where it is. */
  readonly remedies: Readonly<Partial<Record<Cause | Reason | 'expiring' | 'overdue', readonly string[]>>>;
  /** The issuer's page about this kind. */
  readonly docs?: string;
  /** What stops working when the token is refused: one sentence. */
  readonly impact: string;
  /** Values of a test environment: all, or those that begin so; the others are live. */
  readonly testing?: 'all' | readonly string[];
  /** True: the issuer sets no end date for this kind. */
  readonly neverExpires?: boolean;
  /** How it is renewed, for the reader. */
  readonly renewal?: string;
  /** What a look costs the token, where it costs anything. */
  readonly costs?: string;
};

export type Probe = OnlineProbe | OfflineProbe;

export type OnlineProbe = {
  readonly online: true;
  readonly method: 'GET' | 'POST';
  /** https, with the issuer's fixed host. `host: 'configured'` kinds have a path only, below the configured base URL. */
  readonly url: string;
  readonly host: 'fixed' | 'configured';
  /** Carries the tag token-health:namespace, where the secret has one. */
  readonly namespaceHeader?: string;
  /** Base URL of a configured kind that was given none. Without one, and without a configured one, nobody is asked. */
  readonly defaultBase?: { readonly url: string; readonly trust: 'public' | 'allow-listed' };
  /** `{token}` stands for the value. */
  readonly headers: Readonly<Record<string, string>>;
  readonly form?: Readonly<Record<string, string>>;
  /** Added to the form for a refresh token: RFC 7662 section 2.1. */
  readonly refreshHint?: Readonly<Record<string, string>>;
  /** HTTP Basic, as templates. */
  readonly basic?: Basic;
  /** Of what no header alone can carry: how the request is signed. */
  readonly sign?: NonNullable<AskRequest['sign']>;
  /** Sent as application/json; `{token}` stands for the value. */
  readonly json?: Readonly<Record<string, string>>;
  /** First match wins; no match is unanswered. */
  readonly answers: readonly AnswerRule[];
  /**
   * Asked before a version was ever accepted, where the probe would harm tokens of a sort that this request tells. What it does not
   * settle goes on to the probe: what no rule of it names, or an ambiguous one. A version that it accepted is never asked about otherwise.
   */
  readonly before?: Request;
  /** Asked in place of the probe once it was read that uses are counted: it costs none. */
  readonly sparing?: Request;
  /** Asked after the probe accepted: what it reads of expiry and scopes is added. */
  readonly more?: Request;
  /** Asked where the probe was lacking, or could not judge: it needs no such right. */
  readonly fallback?: Request;
};

/** User and password of HTTP Basic, as templates. `formEncoded`: RFC 6749 section 2.3.1, of clients. */
export type Basic = NonNullable<AskRequest['basic']>;

/** Another request of the same kind, to the same host. */
export type Request = Pick<OnlineProbe, 'method' | 'url' | 'headers' | 'basic' | 'json' | 'answers'>;

export type OfflineProbe = {
  readonly online: false;
  /** Why nobody is asked. */
  readonly reason: string;
  /** What the value itself tells. */
  readonly read?: (value: string) => OfflineReading;
};

export type OfflineReading = {
  readonly expiry: Expiry;
  readonly notBefore?: Instant;
  readonly scopes?: readonly string[];
  readonly subject?: string;
  /** What is wrong with its dates, as sentences. */
  readonly faults?: readonly [string, ...string[]];
};

/** What one place of the answer must be: an exact value, one of several, a pattern (of one text of a list), or a type. */
export type Expect =
  | string
  | number
  | boolean
  | null
  | RegExp
  | readonly (string | number | boolean | null)[]
  | { readonly type: 'string' | 'number' | 'boolean' | 'array' | 'object' }
  /** An object with at least one key. */
  | { readonly type: 'filled object' }
  /** Nothing is there. */
  | { readonly type: 'missing' };

type Where = {
  readonly status: number | readonly number[];
  /** Paths of the JSON body. All must hold, and the body must be JSON. */
  readonly body?: Readonly<Record<string, Expect>>;
  /** Lower-case header names. */
  readonly header?: Readonly<Record<string, RegExp>>;
  /** Of a body that is plain text by design. */
  readonly text?: RegExp;
};

type Proof =
  | { readonly body: Readonly<Record<string, Expect>> }
  | { readonly header: Readonly<Record<string, RegExp>> }
  | { readonly text: RegExp }
  /** The deployment itself declared what this status of its own address means. An HTML page still proves nothing. */
  | { readonly proof: 'configured status' };

/** Paths of the body. The first message that is there is taken. */
export type Words = { readonly code?: string; readonly message?: readonly string[] };

/** A rule that says dead or healthy must prove it by more than the status: by type. */
export type AnswerRule =
  | (Where & Proof & { readonly say: 'accepted'; readonly reading?: Reading })
  | (Where &
      Proof & {
        readonly say: 'lacking';
        readonly lacking: (answer: Answer) => readonly string[];
        readonly reason?: Reason;
      })
  | (Where & Proof & { readonly say: 'refused'; readonly meaning?: RefusalMeaning })
  /** Dead, or something else: it counts only where the token worked before (core/diagnose/doubt.ts). */
  | (Where & Proof & { readonly say: 'ambiguous'; readonly otherwise: string; readonly settle: readonly string[] })
  /** What stands beside the token, or the address, is wrong: the owner's finding. Nothing was said of the token. */
  | (Where & {
      readonly say: 'misconfigured';
      readonly detail: string;
      readonly remedy: readonly string[];
      readonly reason?: Reason;
    })
  | (Where & {
      readonly say: 'unanswered';
      readonly why: UnansweredCause;
      readonly detail: string;
      readonly reason?: Reason;
      readonly remedy?: readonly string[];
    });

export type Reading = {
  /** Path of the body that names the account. */
  readonly subject?: string;
  readonly scopes?: (answer: Answer) => readonly string[] | undefined;
  readonly expiry?: (answer: Answer) => Expiry;
  /** Set when it is renewed in place. */
  readonly renewable?: (answer: Answer) => { readonly life?: number } | undefined;
  /** Path of the body: requests that are still taken with it; 0 where they are not counted, below 0 when this one was the last. */
  readonly uses?: string;
};

/** A kind together with its provider: what the rest of the monitor works with. */
export type KindOf = { readonly provider: Provider; readonly kind: Kind };

/** `discord.bot`. */
export const kindId = ({ provider, kind }: { provider: { id: string }; kind: { id: string } }): string =>
  `${provider.id}.${kind.id}`;

/** The probe, and what is asked beside it. */
export const requestsOf = ({ probe }: Kind): readonly Request[] =>
  probe.online
    ? [probe, probe.before, probe.sparing, probe.more, probe.fallback].filter((request) => request !== undefined)
    : [];

/** As whom an issuer is asked about this kind: some want a word of their own. */
export const userAgentOf = ({ probe }: Kind): string => (probe.online && probe.headers['user-agent']) || USER_AGENT;
