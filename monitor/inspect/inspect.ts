import type { Instant } from '../../core/base/time.ts';
import { lint, unfilled } from '../../core/diagnose/lint.ts';
import { type Reference, referenceIn } from '../../core/diagnose/reference.ts';
import { saysAt } from '../../core/diagnose/says.ts';
import type { Flaw, Observation } from '../../core/model/observation.ts';
import type { TokenRef } from '../../core/model/token.ts';
import { otherKindOf, otherProviderFlaw } from '../../providers/detect.ts';
import type { KindOf } from '../../providers/provider.ts';
import type { Registry } from '../../providers/registry.ts';
import { type AskPorts, askAbout } from './ask.ts';
import { kindNamed, kindOf, takesAnyText } from './kind.ts';
import { heldBack, isReleased, otherKind } from './let-through.ts';
import type { Target } from './request.ts';

export type InspectPorts = AskPorts & { readonly registry: Registry };

export type Inspected = {
  readonly kind?: KindOf;
  readonly observation: Observation;
  /** Who was asked: `discord.com`. Absent when nobody was. */
  readonly host?: string;
};

/**
 * Lint, then probe, of one token. What is no value at all is told before anybody asks which kind it is. The value leaves only when its
 * shape is that of its kind, or somebody answers for it. Never throws.
 */
export const inspect = async (target: Target, ports: InspectPorts, deadline: Instant): Promise<Inspected> => {
  const value = target.value.expose();
  const nothing = noValue(value, target, ports.registry);
  if (nothing !== undefined) return { ...kindNamed(target.provider, ports.registry), observation: nothing };
  const found = kindOf(value, target.provider, ports.registry, saysAt(target.ref.source));
  if ('unreadable' in found) return { observation: found.unreadable };
  const { kind } = found;
  const other = otherKindOf(value, kind, ports.registry);
  if (other !== undefined) return { kind, observation: otherKind(other) };
  const flaws = flawsOf(value, kind, ports.registry);
  const released = flaws !== undefined && isReleased(flaws, value, target, kind, ports);
  if (flaws !== undefined && !released) return { kind, observation: heldBack(flaws, kind) };
  const { probe } = kind.kind;
  if (!probe.online)
    return { kind, observation: { seen: 'unasked', reason: probe.reason, expiry: 'unknown', ...probe.read?.(value) } };
  return { kind, ...(await askAbout(target, kind, probe, ports, deadline, released)) };
};

const flawsOf = (value: string, kind: KindOf, registry: Registry): readonly [Flaw, ...Flaw[]] | undefined => {
  const stray = otherProviderFlaw(value, kind, registry);
  const [first, ...rest] = [...(stray ? [stray] : []), ...lint(value, kind.kind)];
  return first === undefined ? undefined : [first, ...rest];
};

/** A reference, a placeholder or nothing stands where the token belongs. */
const noValue = (value: string, { ref, provider }: Target, registry: Registry): Observation | undefined => {
  const reference = referenceIn(value);
  if (reference !== undefined) return elsewhere(reference, ref);
  const blank = unfilled(value, namesOf(ref));
  if (blank === undefined) return undefined;
  return { seen: 'flawed', flaws: [takesAnyText(provider, registry) ? { ...blank, certain: false } : blank] };
};

/** How the value's holder is called, also by the last part of its path: `prod/discord-bot`. */
const namesOf = ({ name, field }: TokenRef): readonly string[] =>
  [name, name.split('/').at(-1) ?? name, ...(field === undefined ? [] : [field])].filter((text) => text !== '');

const elsewhere = ({ tool, step }: Reference, ref: TokenRef): Observation => ({
  seen: 'unreadable',
  cause: 'unreadable-secret',
  detail: `it is a reference (${tool}), which is resolved elsewhere: no token is in it, so nobody was asked`,
  remedy: [step(variableOf(ref)), 'Or store the token itself there: the monitor resolves no references.'],
});

/** Only a name that a shell takes as it is: the step is pasted into one. */
const variableOf = ({ name, field }: TokenRef): string =>
  [field ?? name].find((text) => /^[A-Za-z_][A-Za-z0-9_]{0,80}$/.test(text)) ?? 'NAME';
