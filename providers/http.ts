import type { AnswerRule, Kind, Provider } from './provider.ts';

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
  /** Anchored pattern of the whole token. Without it a token of a known issuer is never sent there. */
  readonly pattern?: RegExp;
};

export type HttpTargets = Readonly<Record<string, HttpTarget>>;

const REPLACE = 'Replace {name} by a new token from the service that issued it.';

/** One kind `http.NAME` per address. A status that is neither expected nor listed as refused is unanswered. */
export const httpProvider = (targets: HttpTargets): Provider => ({
  id: 'http',
  name: 'HTTP address of this deployment',
  docs: 'https://www.rfc-editor.org/rfc/rfc9110#name-status-codes',
  sources: ['the configuration of this deployment'],
  budget: { perSecond: 5, concurrency: 4 },
  generic: true,
  kinds: Object.entries(targets).map(([name, target]) => kindOf(name, target)),
});

const kindOf = (name: string, target: HttpTarget): Kind => {
  const { origin, pathname, search } = new URL(target.url);
  return {
    id: name,
    name: `token for ${name}`,
    ...(target.pattern && {
      shape: { pattern: target.pattern, alphabet: /^[\x21-\x7e]$/, minLength: 1, distinctive: true },
    }),
    probe: {
      online: true,
      method: 'GET',
      host: 'configured',
      defaultBase: { url: origin, trust: 'allow-listed' },
      url: `${pathname}${search}`,
      headers: { [target.header.toLowerCase()]: `${target.prefix ?? ''}{token}` },
      answers: answersOf(target),
    },
    impact: `Everything that calls ${name} with this token fails.`,
    remedies: {
      expired: [REPLACE],
      revoked: [REPLACE],
      unrecognised: [REPLACE],
      expiring: [REPLACE],
      overdue: [REPLACE],
    },
  };
};

const answersOf = ({ expect, bodyIncludes, refused }: HttpTarget): readonly AnswerRule[] => [
  bodyIncludes === undefined
    ? { status: expect, proof: 'configured status', say: 'accepted' }
    : { status: expect, text: new RegExp(bodyIncludes.replace(/[.*+?^${}()|[\]\\]/g, '\\$&')), say: 'accepted' },
  ...(refused && refused.length > 0 ? [{ status: refused, proof: 'configured status', say: 'refused' } as const] : []),
];
