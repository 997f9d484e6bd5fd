import type { AnswerText } from '../../providers/contract/answers.ts';
import type { Description } from '../../providers/contract/description.ts';
import { BESIDE, isUnasked, prefixesOf, rulesIn, wholeAnswers, wholeProbe } from '../../providers/contract/joined.ts';
import type { KindText } from '../../providers/contract/kind.ts';
import { compile, type Origin } from '../../providers/kit/compile.ts';
import type { Kind } from '../../providers/provider.ts';
import { type Asked, asksOf, type Unasked } from './request.ts';
import { type Looks, looksOf } from './shape.ts';

export type KindFacts = {
  /** `discord.bot`. */
  readonly id: string;
  readonly name: string;
  readonly looks: Looks;
  /** Beginnings that tell it. */
  readonly prefixes: readonly string[];
  readonly companions: readonly string[];
  readonly asks: Asked | Unasked;
  readonly tellsExpiry: boolean;
  readonly tellsScopes: boolean;
  readonly neverExpires: boolean;
  /** Renewed without a new value, as the answer tells. */
  readonly renewedInPlace: boolean;
  readonly renewal?: string;
  readonly costs?: string;
  readonly docs?: string;
  readonly impact: string;
  readonly remedies: Kind['remedies'];
};

/** All that is known of an issuer, as a page or a program shows it. */
export type IssuerFacts = Pick<
  Description,
  'id' | 'name' | 'docs' | 'statusPage' | 'evidence' | 'sources' | 'limits' | 'generic' | 'alsoFor'
> & {
  readonly category: string;
  readonly unsure: readonly string[];
  readonly budget: { readonly perSecond: number; readonly concurrency: number };
  readonly kinds: readonly KindFacts[];
};

/** The description is whole: what another issuer lends it is in it. */
export const factsOf = (description: Description, category: string, origin: Origin = 'built-in'): IssuerFacts => {
  const { id, name, docs, statusPage, evidence, sources, unsure = [], limits, generic, alsoFor } = description;
  const { budget, kinds } = compile(description, origin);
  return {
    ...{ id, name, category, docs, evidence, sources, unsure, budget },
    ...(statusPage !== undefined && { statusPage }),
    ...(limits && { limits }),
    ...(generic && { generic }),
    ...(alsoFor && { alsoFor }),
    kinds: description.kinds.flatMap((text, n) => {
      const kind = kinds[n];
      return kind === undefined ? [] : [kindFacts(text, kind, description)];
    }),
  };
};

const kindFacts = (text: KindText, kind: Kind, description: Description): KindFacts => {
  const accepted = acceptedBy(text, description);
  const offline = isUnasked(text.probe) && text.probe.read !== undefined;
  return {
    id: `${description.id}.${kind.id}`,
    name: kind.name,
    looks: looksOf(text),
    prefixes: text.shape === undefined ? [] : prefixesOf(text.shape),
    companions: kind.companions ?? [],
    asks: asksOf(text, description),
    tellsExpiry: offline || accepted.some(({ expiry }) => expiry !== undefined),
    tellsScopes: offline || accepted.some(({ scopes }) => scopes !== undefined),
    neverExpires: kind.neverExpires ?? false,
    renewedInPlace: accepted.some(({ renewable }) => renewable !== undefined),
    ...(kind.renewal !== undefined && { renewal: kind.renewal }),
    ...(kind.costs !== undefined && { costs: kind.costs }),
    ...(kind.docs !== undefined && { docs: kind.docs }),
    impact: kind.impact,
    remedies: kind.remedies,
  };
};

type Accepted = Extract<AnswerText, { say: 'accepted' }>;

/** Of every request that may be made about it. */
const acceptedBy = ({ probe: own }: KindText, { every, rules }: Description): readonly Accepted[] => {
  if (isUnasked(own)) return [];
  const probe = wholeProbe(own, every?.probe);
  const beside = BESIDE.flatMap((name) => probe[name]?.answers ?? []);
  return rulesIn([...wholeAnswers(own, every?.probe), ...beside], rules).filter((rule) => rule.say === 'accepted');
};
