import type { Trouble } from '../../adapters/local/source.ts';
import { nearest } from '../../core/base/nearest.ts';
import type { Registry } from '../../providers/registry.ts';
import type { Settings } from './settings.ts';

/** Issuers and kinds that the command line names and nobody knows: also those of one's own are known by now. */
export const unknownNames = (
  { provider, providerUrl }: Pick<Settings, 'provider' | 'providerUrl'>,
  { ids, kindIds }: Registry,
): readonly Trouble[] => [
  ...Object.values(provider)
    .filter((kind) => kind !== 'auto')
    .flatMap((kind) => unknown(kind, [...ids, ...kindIds], 'no issuer and no kind', '--provider')),
  ...Object.keys(providerUrl).flatMap((id) => unknown(id, ids, 'no issuer', '--provider-url')),
];

const unknown = (word: string, known: readonly string[], none: string, flag: string): readonly Trouble[] => {
  if (known.includes(word)) return [];
  const near = nearest(word, known);
  const list = 'The issuers are listed by token-health providers; your own need --issuers or --http.';
  return [
    {
      what: `${flag} names ${word}, but there is ${none} of that name`,
      remedy: near === undefined ? list : `Did you mean "${near}"?`,
    },
  ];
};
