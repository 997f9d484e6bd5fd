import type { Flaw, Observation } from '../../core/model/observation.ts';
import { MARKER_TAG } from '../../core/model/tags.ts';
import { type Container, type FieldText, fieldAt } from '../../core/model/token.ts';
import { detect } from '../../providers/detect.ts';
import { type KindOf, kindId } from '../../providers/provider.ts';
import type { Registry } from '../../providers/registry.ts';
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
  if (looks) return { seen: 'flawed', flaws, letThrough: howToLetThrough(kind) };
  const [only, ...others] = flaws;
  return others.length === 0 && only.flaw === 'padded' && !only.certain
    ? { seen: 'flawed', flaws, letThrough: WITHOUT_LINE_BREAK }
    : { seen: 'flawed', flaws };
};

/** `echo` and editors end with a line break; neither of these does (POSIX: printf writes what it is given, `$(…)` drops line feeds at the end). */
const WITHOUT_LINE_BREAK =
  'Store it without the line break: printf %s in place of echo, or put-secret-value --secret-string "$(cat FILE)".';

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

type Held = FieldText & { readonly path: string };

/** A field that may hold the token, and the kind that it fits. */
export type Fit = Held & { readonly kind: KindOf };

/** The fields of a document that may hold a token of the tagged kind or issuer: by their shape, else by their name and their shape. */
export const fitting = (json: Container, paths: readonly string[], tagged: string, registry: Registry) => {
  const held = paths.flatMap((path) => {
    const found = fieldAt(json, path);
    return found === undefined ? [] : [{ path, ...found }];
  });
  const fits = fitsByShape(held, tagged, registry);
  return fits.length > 0 ? { fits, by: 'shape' } : { fits: fitsByName(held, tagged, registry), by: 'name' };
};

/** Fields whose text is distinctively a token of the tagged kind or issuer, or of anybody for `auto`; a damaged one is none. */
const fitsByShape = (held: readonly Held[], tagged: string, registry: Registry): readonly Fit[] =>
  held.flatMap((field) => {
    const found = detect(field.text, registry, tagged === 'auto' ? undefined : tagged.split('.')[0]);
    if (found.is !== 'one' || (tagged.includes('.') && kindId(found.kind) !== tagged)) return [];
    const { shape } = found.kind.kind;
    return shape?.distinctive && shape.pattern.test(field.text) ? [{ ...field, kind: found.kind }] : [];
  });

const TOKEN_NAME = /(?:^|[_.-])(?:token|api_?key|key|secret|password|pat|webhook(?:_url)?)$/;

/** Fields that are called like a token, or like the issuer, and fit one of its kinds. Never for `auto`: a name tells no issuer. */
const fitsByName = (held: readonly Held[], tagged: string, registry: Registry): readonly Fit[] => {
  const [id = ''] = tagged.split('.');
  const kinds = registry.kindsOf(id).filter((kind) => !tagged.includes('.') || kindId(kind) === tagged);
  return held.flatMap((field) => {
    const name = (field.path.split('.').at(-1) ?? '').replace(/([a-z])(?=[A-Z])/g, '$1_').toLowerCase();
    if ((name !== id && !TOKEN_NAME.test(name)) || isOfDatabase(name, field)) return [];
    const kind = kinds.find(
      ({ kind: { shape, companions = [] } }) =>
        shape?.pattern.test(field.text) && !companions.includes(field.path.split('.').at(-1) ?? ''),
    );
    return kind === undefined ? [] : [{ ...field, kind }];
  });
};

/** The form of the secrets that RDS and its like store: such a password is nobody's token. */
const isOfDatabase = (name: string, { beside }: Held): boolean =>
  name === 'password' && ['host', 'engine', 'dbname', 'username'].some((word) => word in beside);
