import { exchangeLine } from '../../core/diagnose/evidence.ts';
import { saysAt } from '../../core/diagnose/says.ts';
import type { Observation } from '../../core/model/observation.ts';
import type { Asking } from './request.ts';
import { originOf } from './where-to-ask.ts';

/** Base URLs that the deployment sets, by provider id. */
type Origins = { readonly origins: Readonly<Record<string, string>> };

/** Asks the same at another base URL of the issuer itself. */
type AskAt = (base: string) => Promise<Observation>;

/**
 * A token that its issuer refuses, and that never worked in this version, may be of another region or of the sandbox. Where its issuer's
 * file lets these be asked (`askOthers`), each is asked once, by the same request: they are named there, so no tag sends a value anywhere new.
 */
export const atOtherHosts = async (
  observation: Observation,
  asking: Asking,
  ports: Origins,
  askAt: AskAt,
): Promise<Observation> => {
  if (!mayBeElsewhere(observation)) return observation;
  for (const base of othersOf(asking, ports)) {
    const there = await askAt(base);
    if (there.seen === 'accepted') return elsewhere(observation, base, asking);
  }
  return observation;
};

type Refusal = Extract<Observation, { seen: 'refused' | 'ambiguous' }>;

const mayBeElsewhere = (observation: Observation): observation is Refusal =>
  observation.seen === 'ambiguous' ||
  (observation.seen === 'refused' && (observation.meaning === undefined || observation.meaning === 'unrecognised'));

/** None where somebody chose an address, or the version worked at this one. */
const othersOf = ({ kind: { provider }, probe, target }: Asking, { origins }: Origins): readonly string[] => {
  const chosen = target.watch.url ?? origins[provider.id];
  if (!provider.base?.askOthers || chosen !== undefined || target.accepted !== undefined) return [];
  const asked = originOf(probe.defaultBase?.url ?? probe.url);
  return (provider.base.hosts ?? []).filter((host) => originOf(host) !== asked);
};

const elsewhere = ({ exchange }: Refusal, base: string, { kind, probe, target }: Asking): Observation => {
  const host = base.replace(/^https:\/\//, '');
  const { say } = saysAt(target.ref.source);
  return {
    seen: 'unreadable',
    cause: 'wrong-provider',
    reason: 'wrong-environment',
    detail: `${exchangeLine(exchange)}, but ${host}, another address of ${kind.provider.name}, accepts it: it is of that region or environment`,
    remedy: [
      `If it is the one that is meant, ${say('url', base)}`,
      `Else store the token of ${originOf(probe.defaultBase?.url ?? probe.url) ?? 'the other address'}, and let the programs ask there.`,
    ],
  };
};
