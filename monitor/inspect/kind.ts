import { nearest } from '../../core/base/nearest.ts';
import type { Says } from '../../core/diagnose/says.ts';
import { unwrapped } from '../../core/lint/lint.ts';
import type { Observation } from '../../core/model/observation.ts';
import type { Watch } from '../../core/model/tags.ts';
import { detect, otherProviderFlaw } from '../../providers/detect.ts';
import { type KindOf, kindId } from '../../providers/provider.ts';
import type { Registry, Sketch } from '../../providers/registry.ts';
import type { Target } from './request.ts';

export type KindFound =
  | { readonly kind: KindOf }
  | { readonly unreadable: Extract<Observation, { seen: 'unreadable' }> };

/**
 * Which kind a token is: as its tag says (`discord.bot`), or told from its shape within one issuer (`discord`) or among all
 * (`auto`). An ambiguous shape asks for the tag; it is never tried out.
 */
export const kindOf = (value: string, tagged: string, registry: Registry, says: Says): KindFound => {
  if (tagged.includes('.')) return exactly(value, tagged, registry, says);
  const provider = tagged === 'auto' ? undefined : registry.findProvider(tagged);
  if (tagged !== 'auto' && provider === undefined) return unknownProvider(tagged, registry, says);
  const [only, ...others] = registry.kindsOf(tagged);
  if (only !== undefined && others.length === 0) return { kind: only };
  return byShape(value, registry, provider?.id, says);
};

const exactly = (value: string, id: string, registry: Registry, says: Says): KindFound => {
  const kind = registry.findKind(id);
  if (kind === undefined) return unknownProvider(id, registry, says);
  const others = kind.kind.shape?.pattern.test(value) === false ? othersLike(value, registry) : [];
  return others.length > 0 ? sayWhich(`its shape is that of another kind than ${id}`, others, says) : { kind };
};

/** Kinds that share a beginning of their own, such as `s.`: a value like that is theirs, and no damaged one of another. */
const othersLike = (value: string, registry: Registry): readonly Sketch[] => {
  const found = detect(value, registry);
  return found.is === 'ambiguous' ? found.kinds.filter(({ kind }) => kind.shape?.startsWith !== undefined) : [];
};

const byShape = (value: string, registry: Registry, within: string | undefined, says: Says): KindFound => {
  const found = [value, unwrapped(value)].map((text) => detect(text, registry, within));
  const one = found.find((detection) => detection.is === 'one');
  if (one?.is === 'one') return { kind: one.kind };
  const several = found.find((detection) => detection.is === 'ambiguous');
  if (several?.is === 'ambiguous') return sayWhich('its shape fits several kinds', several.kinds, says);
  return within === undefined
    ? sayWhich('it has the shape of no token that is known', [], says)
    : closest(value, within, registry, says);
};

/** Tagged with an issuer, shaped like none of its tokens: another issuer's, of a kind that takes what is left, or damaged. */
const closest = (value: string, within: string, registry: Registry, says: Says): KindFound => {
  const kinds = registry.kindsOf(within);
  const first = kinds.find(({ kind }) => kind.shape?.distinctive);
  if (first !== undefined && otherProviderFlaw(value, first, registry)) return { kind: first };
  const others = othersLike(value, registry);
  const rest = others.length > 0 ? undefined : kinds.find(({ kind }) => kind.otherwise);
  if (rest !== undefined) return { kind: rest };
  return sayWhich(`it has the shape of no ${within} token`, others.length > 0 ? others : kinds, says);
};

/** The kind that a tag names, the first of an issuer's; none for `auto` and for names that nobody has. */
export const kindNamed = (tagged: string, registry: Registry): { readonly kind?: KindOf } => {
  const kinds = registry.kindsOf(tagged);
  const kind = registry.findKind(tagged) ?? kinds.find((one) => one.kind.shape?.distinctive) ?? kinds[0];
  return kind === undefined ? {} : { kind };
};

/** True where people choose the issuer's values as they like: there no word stands for nothing. */
export const takesAnyText = (tagged: string, registry: Registry): boolean =>
  registry.kindsOf(tagged.split('.')[0] ?? '').some(({ kind }) => kind.byHand);

/** More than these would be read by nobody. */
const FEW = 8;

const sayWhich = (detail: string, kinds: readonly Sketch[], { setting }: Says): KindFound => {
  const ids = kinds.map(kindId);
  const by = `say which kind it is by ${setting('provider')}`;
  if (ids.length > 0 && ids.length <= FEW) return badTag(detail, `${by}: ${ids.join(', ')}`);
  return badTag(detail, `${by}, such as discord.bot; \`token-health providers\` lists them`);
};

const unknownProvider = (id: string, registry: Registry, { setting }: Says): KindFound => {
  const near = nearest(id, [...registry.ids, ...registry.kindIds]);
  const remedy =
    near === undefined
      ? `use one of those that \`token-health providers\` lists in ${setting('provider')}`
      : `use "${near}" in ${setting('provider')}`;
  return badTag(`no issuer or kind is called "${id}"`, remedy);
};

const badTag = (detail: string, remedy: string): KindFound => ({
  unreadable: { seen: 'unreadable', cause: 'bad-tag', detail, remedy: [remedy] },
});

type Managed = { readonly provider: string; readonly field?: string; readonly url?: string };

/**
 * What the managed type of a secret says, where nobody tagged it otherwise: whose it is, and where its form was read (Secrets Manager user guide,
 * mes-partner pages, 2026-11-27) the field of the token and of its base URL. A type whose form we do not know leaves the field to be found.
 */
const MANAGED: Readonly<Record<string, Managed>> = {
  ConfluentCloudApiKey: { provider: 'confluent-cloud' },
  DatabricksPAT: { provider: 'databricks.pat' },
  DatabricksSPSecret: { provider: 'databricks.sp-secret' },
  DatadogApiKey: { provider: 'datadog.api-key', field: 'apiKey' },
  DatadogApplicationKey: { provider: 'datadog.application-key', field: 'appKey' },
  GitLabAccessToken: { provider: 'gitlab', field: 'token', url: 'gitlabUrl' },
  JenkinsApiToken: { provider: 'jenkins.api-token' },
  NetskopeApiToken: { provider: 'netskope' },
  PaddleApiKey: { provider: 'paddle' },
  SalesforceClientSecret: { provider: 'salesforce' },
  SnowflakePat: { provider: 'snowflake' },
  SonarQubeToken: { provider: 'sonarqube' },
};

const managedOf = ({ managedType }: Watch): Managed | undefined =>
  managedType !== undefined && Object.hasOwn(MANAGED, managedType) ? MANAGED[managedType] : undefined;

/** Issuer and field of a secret without a field tag: the owner's word, else that of its managed type. */
export const managedAs = (watch: Watch): { readonly provider: string; readonly field?: string } => {
  const managed = managedOf(watch);
  const [issuer] = watch.provider.split('.');
  if (managed === undefined || (issuer !== 'auto' && issuer !== managed.provider.split('.')[0]))
    return { provider: watch.provider };
  const { provider, field } = managed;
  return { provider: issuer === 'auto' ? provider : watch.provider, ...(field !== undefined && { field }) };
};

/** The field of a managed secret that holds the base URL of its issuer; of another issuer's token it says nothing. */
export const addressFieldOf = ({ watch, provider }: Pick<Target, 'watch' | 'provider'>): string | undefined => {
  const managed = managedOf(watch);
  return managed?.provider.split('.')[0] === provider.split('.')[0] ? managed?.url : undefined;
};

/** Nobody knows the managed type of a secret that is tagged `auto`: then that is why. */
export const typeSays = (
  seen: Extract<Observation, { seen: 'unreadable' }>,
  { provider, watch }: Pick<Target, 'provider' | 'watch'>,
): Extract<Observation, { seen: 'unreadable' }> =>
  provider !== 'auto' || watch.managedType === undefined
    ? seen
    : { ...seen, detail: `${seen.detail}; its managed type ${watch.managedType} is none that is known here` };
