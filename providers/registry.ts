import type { Description } from './contract/description.ts';
import type { ShapeText } from './contract/kind.ts';
import { alike, compile, type Origin } from './kit/compile.ts';
import { shapeOf } from './kit/shape.ts';
import { type Kind, type KindOf, kindId, type Provider } from './provider.ts';

/** What is known of a kind without reading its issuer: enough to tell it from a value. */
export type Sketch = {
  readonly provider: Pick<Provider, 'id' | 'name' | 'generic' | 'alsoFor'>;
  readonly kind: Pick<Kind, 'id' | 'name' | 'shape' | 'afterOwnPrefix'>;
};

/** One issuer of the index: what its file says, as far as that is needed to know which file to read. */
export type IndexEntry = {
  readonly id: string;
  readonly name: string;
  readonly category: string;
  readonly perSecond: number;
  readonly generic?: true;
  readonly alsoFor?: readonly string[];
  /** Where its API is: `api.github.com`; `.myshopify.com` is any host below. */
  readonly hosts?: readonly string[];
  readonly kinds: readonly {
    readonly id: string;
    readonly name: string;
    readonly shape?: ShapeText;
    /** What stands before it in its header. */
    readonly scheme?: string;
    readonly afterOwnPrefix?: string;
  }[];
};

/** Issuers that are read when they are needed. */
export type Catalogue = { readonly index: readonly IndexEntry[]; readonly read: (id: string) => Description };

export type Registry = {
  /** Of all issuers, without reading one. */
  readonly ids: readonly string[];
  readonly kindIds: readonly string[];
  readonly sketches: readonly Sketch[];
  readonly categoryOf: (id: string) => string | undefined;
  readonly perSecondOf: (id: string) => number | undefined;
  readonly findProvider: (id: string) => Provider | undefined;
  /** Whose API is at a host, by its own files alone. */
  readonly providerAt: (host: string) => string | undefined;
  /** By `discord.bot`. */
  readonly findKind: (id: string) => KindOf | undefined;
  readonly kindsOf: (provider: string) => readonly KindOf[];
  /** Kinds whose beginning is that of the value, and all that have none of their own. */
  readonly candidates: (value: string) => readonly Sketch[];
  /** All of them, read: for lists and tests. */
  readonly providers: readonly Provider[];
  readonly kinds: readonly KindOf[];
};

/** The built-in issuers, and those of the deployment. */
export const registryOf = (catalogue: Catalogue, own: readonly Provider[] = []): Registry => {
  const entries = new Map(catalogue.index.map((entry) => [entry.id, entry]));
  const read = new Map<string, Provider>(own.map((provider) => [provider.id, provider]));
  const sketches = once(() => [...catalogue.index.flatMap(sketchesOf), ...own.flatMap(kindsIn)]);
  const candidates = once(() => candidatesAmong(sketches()));
  const hosts = once(() => hostsOf(catalogue.index));
  const findProvider = (id: string): Provider | undefined => {
    const known = read.get(id);
    if (known !== undefined || !entries.has(id)) return known;
    const provider = compile(whole(id, catalogue));
    read.set(id, provider);
    return provider;
  };
  const kindsOf = (id: string): readonly KindOf[] => kindsIn(findProvider(id));
  const ids = [...entries.keys(), ...own.map(({ id }) => id)];
  return {
    ids,
    get kindIds() {
      return [
        ...catalogue.index.flatMap(({ id, kinds }) => kinds.map((kind) => `${id}.${kind.id}`)),
        ...own.flatMap(kindsIn).map(kindId),
      ];
    },
    get sketches() {
      return sketches();
    },
    categoryOf: (id) => entries.get(id)?.category ?? (read.has(id) ? 'own' : undefined),
    perSecondOf: (id) => entries.get(id)?.perSecond ?? read.get(id)?.budget.perSecond,
    findProvider,
    providerAt: (host) => hosts()(host),
    findKind: (id) => kindsOf(id.split('.')[0] ?? '').find((kind) => kindId(kind) === id),
    kindsOf,
    candidates: (value) => candidates()(value),
    get providers() {
      return ids.flatMap((id) => findProvider(id) ?? []);
    },
    get kinds() {
      return ids.flatMap(kindsOf);
    },
  };
};

const kindsIn = (provider: Provider | undefined): readonly KindOf[] =>
  provider === undefined ? [] : provider.kinds.map((kind) => ({ provider, kind }));

/** Of a host that two have, the first. */
const hostsOf = (index: readonly IndexEntry[]): Registry['providerAt'] => {
  const all = new Map<string, string>();
  for (const { id, hosts = [], generic } of index)
    for (const host of generic ? [] : hosts) if (!all.has(host)) all.set(host, id);
  const above = (host: string): string => host.slice(host.indexOf('.', 1));
  const below = (host: string): string | undefined =>
    host.includes('.', 1) ? (all.get(above(host)) ?? below(above(host))) : undefined;
  return (host) => all.get(host) ?? below(host);
};

/** A description with what another issuer lends it. */
export const whole = (id: string, { read }: Pick<Catalogue, 'read'>): Description => {
  const description = read(id);
  return description.like === undefined ? description : alike(description, read(description.like));
};

/** A description of the deployment's own, which may be like a built-in one. */
export const ownProvider = (description: Description, catalogue: Catalogue, origin: Origin = 'own'): Provider =>
  compile(description.like === undefined ? description : alike(description, catalogue.read(description.like)), origin);

const sketchesOf = ({ id, name, generic, alsoFor, kinds }: IndexEntry): readonly Sketch[] =>
  kinds.map(({ shape, scheme, afterOwnPrefix, ...kind }) => ({
    provider: { id, name, ...(generic && { generic }), ...(alsoFor && { alsoFor }) },
    kind: {
      ...kind,
      ...(shape && { shape: shapeOf(shape, scheme) }),
      ...(afterOwnPrefix !== undefined && { afterOwnPrefix: new RegExp(afterOwnPrefix) }),
    },
  }));

/** Made when it is first asked for: a function that only reads issuers by id compiles no shape of the others. */
const once = <T>(make: () => T): (() => T) => {
  let made: { readonly value: T } | undefined;
  return () => {
    made ??= { value: make() };
    return made.value;
  };
};

/** Letters by which beginnings are told apart. */
const LETTERS = 3;

const candidatesAmong = (sketches: readonly Sketch[]): Registry['candidates'] => {
  const byStart = new Map<string, Sketch[]>();
  const rest: Sketch[] = [];
  for (const sketch of sketches) {
    const starts = sketch.kind.shape?.startsWith;
    if (starts === undefined || starts.some(({ length }) => length < LETTERS)) rest.push(sketch);
    else for (const start of new Set(starts.map((text) => text.slice(0, LETTERS)))) push(byStart, start, sketch);
  }
  return (value) => [...(byStart.get(value.slice(0, LETTERS)) ?? []), ...rest];
};

const push = (map: Map<string, Sketch[]>, key: string, sketch: Sketch): void => {
  const list = map.get(key);
  if (list) list.push(sketch);
  else map.set(key, [sketch]);
};
