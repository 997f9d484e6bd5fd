import type { Trouble } from '../../adapters/local/source.ts';
import type { Draft } from './draft.ts';
import { authOf, bodyOf, docsOf, idOf, nameOf, type Parsed, pastedOf, shapeOf, statusOf, urlOf } from './questions.ts';

export type Flags = Readonly<
  Partial<
    Record<
      | 'id'
      | 'name'
      | 'docs'
      | 'prefix'
      | 'rest'
      | 'pattern'
      | 'url'
      | 'auth'
      | 'acceptedStatus'
      | 'acceptedBody'
      | 'refusedStatus'
      | 'refusedBody',
      string | undefined
    >
  >
>;

const NEEDED = ['id', 'name', 'docs', 'url', 'acceptedStatus'] as const;

const flagOf = (name: string): string => `--${name.replace(/[A-Z]/g, (sign) => `-${sign.toLowerCase()}`)}`;

/** The same from flags: all that is missing or wrong at once. */
export const draftOf = (flags: Flags): { readonly draft: Draft } | { readonly troubles: readonly Trouble[] } => {
  const troubles: Trouble[] = missing(flags);
  const read = <T>(name: keyof Flags, parse: (text: string) => Parsed<T>, otherwise?: string): T | undefined => {
    const text = flags[name] ?? otherwise;
    if (text === undefined) return undefined;
    const parsed = parse(text.trim());
    if (parsed.ok) return parsed.value;
    troubles.push({ what: `cannot use what ${flagOf(name)} says`, remedy: parsed.says });
    return undefined;
  };
  const [id, name, docs, url] = [read('id', idOf), read('name', nameOf), read('docs', docsOf), read('url', urlOf)];
  const shape = read(
    flags.pattern === undefined ? 'prefix' : 'pattern',
    (text) => shapeOf(`${text}${flags.rest ?? ''}`),
    flags.rest && '',
  );
  const auth = read('auth', authOf, 'bearer');
  const [status, body] = [read('acceptedStatus', statusOf), read('acceptedBody', bodyOf)];
  const [refused, refusedBody] = [read('refusedStatus', statusOf), read('refusedBody', bodyOf)];
  if (!id || !name || !docs || !url || !shape || !auth || !status || troubles.length > 0) return { troubles };
  const draft = { id, name, docs, shape, url, auth, accepted: pastedOf(status, body) };
  return { draft: refused === undefined ? draft : { ...draft, refused: pastedOf(refused, refusedBody) } };
};

const missing = (flags: Flags): Trouble[] => {
  const shapeless = flags.prefix === undefined && flags.rest === undefined && flags.pattern === undefined;
  if (flags.refusedBody !== undefined && flags.refusedStatus === undefined)
    return [{ what: '--refused-body stands alone', remedy: 'write --refused-status too, such as 401' }];
  const names = [...NEEDED.filter((name) => flags[name] === undefined).map(flagOf), ...(shapeless ? ['--prefix'] : [])];
  if (names.length === 0) return [];
  return [
    {
      what: `nothing says ${names.join(', ')}`,
      remedy: 'write those flags too, or start it on a terminal without any: token-health new-issuer',
    },
  ];
};
