import { readJwt } from '../../core/lint/jwt.ts';
import type { Asked } from '../../core/model/answer.ts';
import { isDated } from '../../core/model/expiry.ts';
import type { Doubt, Observation } from '../../core/model/observation.ts';
import type { Secret } from '../../core/model/secret.ts';
import { type Asking, interpret } from '../../providers/interpret.ts';
import type { KindOf } from '../../providers/provider.ts';

/** The value and what stands beside it. */
type Held = { readonly value: Secret; readonly siblings: Readonly<Record<string, Secret>> };

/** One answer as an observation, with what the token says of itself where the answer alone does not say why. */
export const observed = (asked: Asked, kind: KindOf, request: string, asking: Asking, target: Held): Observation => {
  if (!asked.ok) {
    const { redirected: _, ...failure } = asked.failure;
    return { seen: 'unanswered', ...failure, detail: `${request}: ${failure.detail}` };
  }
  const seen = withOwnDate(interpret(asked.answer, kind, request, asking), target);
  if (seen.seen !== 'refused' && seen.seen !== 'ambiguous') return seen;
  const { expiry } = readJwt(target.value.expose());
  const dated = isDated(expiry) ? { ownDate: expiry.at } : {};
  return seen.seen === 'refused'
    ? { ...seen, ...dated }
    : { ...seen, ...dated, doubt: likelier(seen.doubt, kind, target) };
};

/** Where the issuer accepts a JWT and tells no end, the one that it carries holds: whoever takes it checks that. */
const withOwnDate = (seen: Observation, { value }: Held): Observation => {
  if (seen.seen !== 'accepted' || seen.expiry !== 'unknown') return seen;
  const { expiry } = readJwt(value.expose());
  return isDated(expiry) ? { ...seen, expiry } : seen;
};

/** A JWT whose audience does not name the asking client may well be hidden from it: RFC 7662 section 2.2 lets a server say `active: false` then. */
const likelier = (doubt: Doubt, { kind }: KindOf, { value, siblings }: Held): Doubt => {
  const client =
    kind.probe.online && kind.probe.basic ? siblings[kind.probe.basic.user.slice(1, -1)]?.expose() : undefined;
  const { audience } = readJwt(value.expose());
  if (client === undefined || audience === undefined || audience.includes(client)) return doubt;
  return { ...doubt, unlikely: true, otherwise: `${doubt.otherwise}: its audience (aud) does not name this client` };
};
