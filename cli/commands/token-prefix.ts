import { InvalidArgumentError } from 'commander';
import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { TOKEN_PREFIX } from '../../core/model/tags.ts';

type Prefixes = Readonly<Record<string, readonly string[]>>;

const whoTakesOne = (): readonly string[] => [
  ...new Set(REGISTRY.sketches.filter(({ kind }) => kind.afterOwnPrefix).map(({ provider }) => provider.id)),
];

/** `gitlab=acme-`, collected; `gitlab=` where the values begin at once. */
export const tokenPrefix = (text: string, before: Prefixes = {}): Prefixes => {
  const [, provider = '', prefix = ''] = /^([^=]*)=(.*)$/.exec(text) ?? [];
  const providers = whoTakesOne();
  if (!providers.includes(provider) || !TOKEN_PREFIX.test(prefix))
    throw new InvalidArgumentError(
      `Write it as gitlab=acme-. Issuers whose owners choose a prefix: ${providers.join(', ')}.`,
    );
  return { ...before, [provider]: [...(before[provider] ?? []), prefix] };
};
