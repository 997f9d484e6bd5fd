import type { Instant } from '../../core/base/time.ts';
import { lint } from '../../core/diagnose/lint.ts';
import { saysAt } from '../../core/diagnose/says.ts';
import type { Observation } from '../../core/model/observation.ts';
import { otherProviderFlaw } from '../../providers/detect.ts';
import type { Registry } from '../../providers/index.ts';
import type { KindOf } from '../../providers/provider.ts';
import { type AskPorts, askAbout, type Target } from './ask.ts';
import { kindOf } from './kind.ts';

export type InspectPorts = AskPorts & { readonly registry: Registry };

export type Inspected = {
  readonly kind?: KindOf;
  readonly observation: Observation;
  /** Who was asked: `discord.com`. Absent when nobody was. */
  readonly host?: string;
};

/** Lint, then probe, of one token. The value leaves only when its shape is that of its kind. Never throws. */
export const inspect = async (target: Target, ports: InspectPorts, deadline: Instant): Promise<Inspected> => {
  const value = target.value.expose();
  const found = kindOf(value, target.provider, ports.registry, saysAt(target.ref.source));
  if ('unreadable' in found) return { observation: found.unreadable };
  const { kind } = found;
  const stray = otherProviderFlaw(value, kind, ports.registry);
  const [first, ...rest] = [...(stray ? [stray] : []), ...lint(value, kind.kind)];
  if (first !== undefined) return { kind, observation: { seen: 'flawed', flaws: [first, ...rest] } };
  const { probe } = kind.kind;
  if (!probe.online)
    return { kind, observation: { seen: 'unasked', reason: probe.reason, expiry: 'unknown', ...probe.read?.(value) } };
  return { kind, ...(await askAbout(target, kind, probe, ports, deadline)) };
};
