import type { Flaw, Observation } from '../../core/model/observation.ts';
import { MARKER_TAG } from '../../core/model/tags.ts';
import { type KindOf, kindId } from '../../providers/provider.ts';
import type { AskPorts } from './ask.ts';
import type { Target } from './request.ts';
import { isOwnAddress } from './where-to-ask.ts';

type Flawed = Extract<Observation, { seen: 'flawed' }>;
type Flaws = readonly [Flaw, ...Flaw[]];

/** A value that looks unlike all that is known of its kind: what is known grows, and people choose their own. */
const LOOKS: ReadonlySet<Flaw['flaw']> = new Set(['alphabet', 'cut', 'shape']);

/**
 * True where a flawed value goes to its issuer all the same: only its looks are strange, and somebody answers for it, or it is asked at an
 * address whose owner gives out values of his own making. A header takes it: no white space, no control character.
 */
export const isReleased = (flaws: Flaws, value: string, target: Target, kind: KindOf, ports: AskPorts): boolean =>
  flaws.every(({ flaw, certain }) => !certain && LOOKS.has(flaw)) &&
  /^[\x21-\x7e]+$/.test(value) &&
  (ports.insisted?.(kindId(kind), target.ref) === true || isOfOwnMaking(value, target, kind, ports));

const isOfOwnMaking = (value: string, target: Target, kind: KindOf, ports: AskPorts): boolean => {
  const { probe, ownShapes } = kind.kind;
  if (!ownShapes || !probe.online) return false;
  if (!isOwnAddress(kind, probe, target.watch.url, ports)) return false;
  if (hasOwnPrefix(value, target, kind, ports)) return true;
  return !beginsAsKnown(value, kind) && ports.mayLeave(kindId(kind), target.ref);
};

/** Shorter ones stand before other people's values too. The deployment may set them all the same; a tag alone sends nothing by one. */
const TELLING = 4;

const hasOwnPrefix = (value: string, { watch }: Target, { provider, kind }: KindOf, ports: AskPorts): boolean => {
  const tagged = watch.tokenPrefix !== undefined && watch.tokenPrefix.length >= TELLING ? [watch.tokenPrefix] : [];
  const prefixes = [...(ports.tokenPrefixes?.[provider.id] ?? []), ...tagged];
  return prefixes.some(
    (prefix) => value.startsWith(prefix) && kind.afterOwnPrefix?.test(value.slice(prefix.length)) === true,
  );
};

/** Then the issuer's own shape is meant, and the value is likely damaged. */
const beginsAsKnown = (value: string, { provider }: KindOf): boolean =>
  provider.kinds.some(({ shape }) => shape?.startsWith?.some((start) => value.startsWith(start)));

/** What holds a value back, and where nothing in it is certain, how to let it through. */
export const heldBack = (flaws: Flaws, kind: KindOf): Flawed => {
  const looks = flaws.every(({ flaw, certain }) => !certain && LOOKS.has(flaw));
  return { seen: 'flawed', flaws, ...(looks && { letThrough: howToLetThrough(kind) }) };
};

/** It is tagged as one kind of its issuer and has the shape of another. */
export const otherKind = (other: KindOf): Flawed => ({
  seen: 'flawed',
  flaws: [{ flaw: 'other-kind', says: `it has the shape of a ${other.kind.name} (${kindId(other)})`, certain: false }],
  letThrough: `If that is what it is, correct the tag: ${MARKER_TAG}=${kindId(other)}`,
});

const howToLetThrough = (kind: KindOf): string => {
  const { id } = kind.provider;
  const named = `"unshaped": {"${kindId(kind)}": ["NAME"]} in the deployment, --provider NAME=${kindId(kind)} on the command line`;
  const prefixed = `; a prefix of your own issuer: tokenPrefixes in the deployment, --token-prefix ${id}=PREFIX, with its address`;
  return `If it is right all the same, let it through: ${named}${kind.kind.afterOwnPrefix ? prefixed : ''}.`;
};
