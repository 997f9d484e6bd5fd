import type { Alert } from '../../core/model/alert.ts';
import { type Alerts, collectionKind, endedOf } from './collection.ts';
import { outside } from './facts.ts';
import { nameOf } from './headline.ts';

/** What tokens that died together have in common, the nearest first: it is looked at before any of them. */
export type Root = {
  readonly of: 'secret' | 'account' | 'issuer';
  /** `prod/keys`, `orderbot`, `discord.com`. */
  readonly name: string;
  /** So many tokens died. */
  readonly tokens: number;
};

/** Fewer may have died by chance; of one secret two are enough. */
const MANY = 3;

/**
 * Of what one owner is told at once: the secret, the account or the issuer that all dead tokens share. Undefined where fewer died, or
 * where they share nothing.
 */
export const rootOf = (alerts: Alerts): Root | undefined => {
  if (collectionKind(alerts) !== 'findings') return undefined;
  const ended = endedOf(alerts);
  const dead = alerts.filter((alert) => isDeath(alert) && !ended(alert));
  const tokens = new Set(dead.map(({ ref }) => ref.id)).size;
  const [first] = dead;
  if (first === undefined || tokens < 2) return undefined;
  const root = (of: Root['of'], name: string): Root => ({ of, name, tokens });
  if (shared(dead, ({ ref }) => ref.source)) return root('secret', nameOf(first));
  if (tokens < MANY) return undefined;
  const account = shared(dead, accountOf);
  if (account !== undefined) return root('account', outside(first.diagnosis.subject ?? '', 80));
  const host = shared(dead, hostOf);
  return host === undefined ? undefined : root('issuer', outside(host, 80));
};

const isDeath = ({ kind }: Alert): boolean => kind === 'rejected' || kind === 'expired';

/** What all of them have, where that is one thing. */
const shared = (alerts: readonly Alert[], of: (alert: Alert) => string | undefined): string | undefined => {
  const [only, ...others] = new Set(alerts.map(of));
  return others.length === 0 ? only : undefined;
};

/** The host that was asked, out of `GET discord.com/api/v10/users/@me`. */
const hostOf = ({ diagnosis: { exchange } }: Alert): string | undefined =>
  /^[A-Z]+ ([a-z0-9.:-]+)/i.exec(exchange?.request ?? '')?.[1];

/** The same name at two issuers is two accounts. */
const accountOf = (alert: Alert): string | undefined => {
  const host = hostOf(alert);
  const { subject } = alert.diagnosis;
  return host === undefined || subject === undefined ? undefined : `${host} ${subject}`;
};

/** `3 tokens of one secret, prod/keys`. */
export const rootGist = ({ of, name, tokens }: Root): string => `${tokens} tokens of one ${of}, ${name}`;

/** Why they are told as one. */
export const rootLead = (root: Root): string => `${rootGist(root)}: more likely one event than ${root.tokens}`;

/** What to look at before any of them. */
export const rootStep = ({ of, name }: Root): string => STEPS[of](name);

const STEPS: Readonly<Record<Root['of'], (name: string) => string>> = {
  secret: (name) =>
    `First look at what was last stored in ${name}: a rotation that went wrong takes all of its tokens with it, and the version before may still work.`,
  account: (name) =>
    `First look at the account ${name} at its issuer: disabled, banned, or an app that was uninstalled takes all of its tokens with it.`,
  issuer: (name) =>
    `First look at ${name} and its mails: a policy, a leak answered by revoking everything, or a plan that ended hits all of its tokens.`,
};
