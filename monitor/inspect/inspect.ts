import type { Instant } from '../../core/base/time.ts';
import { type Says, saysAt } from '../../core/diagnose/says.ts';
import { lint, unfilled } from '../../core/lint/lint.ts';
import { type Reference, referenceIn } from '../../core/lint/reference.ts';
import type { Flaw, Observation } from '../../core/model/observation.ts';
import { Secret } from '../../core/model/secret.ts';
import { documentIn, fieldsIn, type TokenRef } from '../../core/model/token.ts';
import { otherKindOf, otherProviderFlaw } from '../../providers/detect.ts';
import { type KindOf, kindId } from '../../providers/provider.ts';
import type { Registry } from '../../providers/registry.ts';
import { type AskPorts, askAbout } from './ask.ts';
import { namesOf, secretly, type Unreadable } from './content.ts';
import { addressFieldOf, kindNamed, kindOf, takesAnyText, typeSays } from './kind.ts';
import { type Fit, fitting, heldBack, isReleased, otherKind } from './let-through.ts';
import type { Target } from './request.ts';

export type InspectPorts = AskPorts & { readonly registry: Registry };

export type Inspected = {
  readonly kind?: KindOf;
  readonly observation: Observation;
  /** Who was asked: `discord.com`. Absent when nobody was. */
  readonly host?: string;
  /** What its owner should know of how it was read. */
  readonly remarks?: readonly string[];
};

/**
 * Lint, then probe, of one token. What is no value at all is told before anybody asks which kind it is. The value leaves only when its
 * shape is that of its kind, or somebody answers for it. Never throws.
 */
export const inspect = async (whole: Target, ports: InspectPorts, deadline: Instant): Promise<Inspected> => {
  const looked = lookInside(whole, ports.registry);
  if ('unreadable' in looked) return { ...kindNamed(whole.provider, ports.registry), observation: looked.unreadable };
  const inspected = await inspectOne(addressed(looked.target), ports, deadline);
  return looked.remarks === undefined ? inspected : { ...inspected, remarks: looked.remarks };
};

const inspectOne = async (target: Target, ports: InspectPorts, deadline: Instant): Promise<Inspected> => {
  const value = target.value.expose();
  const nothing = noValue(value, target, ports.registry);
  if (nothing !== undefined) return { ...kindNamed(target.provider, ports.registry), observation: nothing };
  const found = kindOf(value, target.provider, ports.registry, saysAt(target.ref.source));
  if ('unreadable' in found) return { observation: typeSays(found.unreadable, target) };
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

/** Asked at the address that stands in its managed secret, where no tag names one: the allow-list holds for both. */
const addressed = (target: Target): Target => {
  const url = target.siblings[addressFieldOf(target) ?? '']?.expose();
  if (url === undefined || target.watch.url !== undefined || !/^https?:\/\/[^\s?#@]+$/.test(url)) return target;
  return { ...target, watch: { ...target.watch, url: url.replace(/\/+$/, '') } };
};

type Looked = { readonly target: Target; readonly remarks?: readonly string[] } | { readonly unreadable: Unreadable };

/**
 * The token of a document whose field no tag names: the only text that is distinctively one of its issuer's; else the only one that is called
 * like a token and fits. What is found passes every gate that a tagged field passes. In a file or an environment the whole text is what a program gets.
 */
const lookInside = (target: Target, registry: Registry): Looked => {
  const { ref, value } = target;
  const json = documentIn(value.expose());
  if (json === undefined) return { target };
  const says = saysAt(ref.source);
  const paths = fieldsIn(json);
  if (/^(?:file|env):/.test(ref.source)) return { unreadable: sayWhichField(paths, says, target) };
  const { fits, by } = fitting(json, paths, target.provider, registry);
  const [one, ...others] = fits;
  if (one === undefined) return { unreadable: sayWhichField(paths, says, target) };
  if (others.length > 0) return { unreadable: several([one, ...others], says, target.provider) };
  const found = at(one, target);
  const told = by === 'shape' ? `the only one with the shape of a ${one.kind.kind.name}` : 'by its name and its shape';
  const where = namesOf([found.ref.field ?? one.path])[0];
  return { target: found, remarks: [`no ${says.noun} names its field: it was found in ${where}, ${told}`] };
};

const at = ({ path, text, beside }: Fit, target: Target) => ({
  ...target,
  ref: { ...target.ref, field: target.ref.field === undefined ? path : `${target.ref.field}.${path}` },
  value: new Secret(text),
  siblings: { ...target.siblings, ...secretly(beside) },
});

const sayWhichField = (paths: readonly string[], { holder, noun, say }: Says, target: Target): Unreadable =>
  typeSays(
    unreadable(
      `the ${holder} is a JSON object, and no ${noun} says which field holds the token`,
      paths.length === 0 ? 'store the token in a text field' : say('field', namesOf(paths).join(' or ')),
    ),
    target,
  );

/** In the words of the tag, so that it can be pasted: `DISCORD_TOKEN=discord.bot GITHUB_TOKEN=github.classic`. */
const several = (fits: readonly Fit[], { say }: Says, provider: string): Unreadable => {
  const words = fits.slice(0, 10).map(({ path, kind }) => {
    const [name = ''] = namesOf([path]);
    return provider === 'auto' ? `${name}=${kindId(kind)}` : name;
  });
  return unreadable(
    `${fits.length} fields hold such a token: ${namesOf(fits.map(({ path }) => path)).join(', ')}`,
    `for all of them ${say('field', words.join(' '))}; else leave out what is not to be watched`,
  );
};

const unreadable = (detail: string, remedy: string): Unreadable => ({
  seen: 'unreadable',
  cause: 'unreadable-secret',
  detail,
  remedy: [remedy],
});

const flawsOf = (value: string, kind: KindOf, registry: Registry): readonly [Flaw, ...Flaw[]] | undefined => {
  const stray = otherProviderFlaw(value, kind, registry);
  const [first, ...rest] = [...(stray ? [stray] : []), ...lint(value, kind.kind)];
  return first === undefined ? undefined : [first, ...rest];
};

/** A reference, a placeholder or nothing stands where the token belongs. */
const noValue = (value: string, { ref, provider }: Target, registry: Registry): Observation | undefined => {
  const reference = referenceIn(value);
  if (reference !== undefined) return elsewhere(reference, ref);
  const blank = unfilled(value, holderNames(ref));
  if (blank === undefined) return undefined;
  return { seen: 'flawed', flaws: [takesAnyText(provider, registry) ? { ...blank, certain: false } : blank] };
};

/** How the value's holder is called, also by the last part of its path: `prod/discord-bot`, `data.token`. */
const holderNames = ({ name, field }: TokenRef): readonly string[] =>
  [name, name.split('/').at(-1) ?? '', field ?? '', field?.split('.').at(-1) ?? ''].filter((text) => text !== '');

const elsewhere = ({ tool, step }: Reference, ref: TokenRef): Observation => ({
  seen: 'unreadable',
  cause: 'unreadable-secret',
  detail: `it is a reference (${tool}), which is resolved elsewhere: no token is in it, so nobody was asked`,
  remedy: [step(variableOf(ref)), 'Or store the token itself there: the monitor resolves no references.'],
});

/** Only a name that a shell takes as it is: the step is pasted into one. */
const variableOf = ({ name, field }: TokenRef): string =>
  [field ?? name].find((text) => /^[A-Za-z_][A-Za-z0-9_]{0,80}$/.test(text)) ?? 'NAME';
