import { existsSync, mkdirSync, writeFileSync } from 'node:fs';
import { dirname } from 'node:path';
import type { Trouble } from '../../adapters/local/source.ts';
import { errorText } from '../render/error.ts';
import { askDraft } from './ask.ts';
import type { Draft } from './draft.ts';
import { draftOf, type Flags } from './flags.ts';
import { builtInPlace, make, type Place, placeIn, tokenTest } from './make.ts';
import { atTerminal } from './person.ts';
import { descriptionOf, KIND } from './text.ts';

export type NewIssuer = Flags & { readonly builtIn?: string | undefined };

/** `token-health new-issuer [FOLDER]`: two files from six answers. Gives the exit code. */
export const newIssuer = async (folder: string, wish: NewIssuer): Promise<number> => {
  const { builtIn, ...flags } = wish;
  const asked = Object.keys(flags).length === 0 && process.stdin.isTTY;
  const said = asked ? { draft: await atTerminal(askDraft) } : draftOf(flags);
  if ('troubles' in said) return wrong(...said.troubles);
  const { draft } = said;
  const place = builtIn === undefined ? placeIn(folder, draft.id) : builtInPlace(builtIn, draft.id);
  const troubles = inTheWay(place, builtIn, draft);
  if (troubles.length > 0) return wrong(...troubles);
  const made = make(draft, place);
  if (!made.ok)
    return wrong(
      ...made.problems.map((one) => ({
        what: `nothing was written: ${one.where || one.file} would be wrong`,
        remedy: one.says,
      })),
    );
  write(place.description, made.description);
  write(place.exchanges, made.exchanges);
  process.stdout.write(`${next(place, draft, folder, builtIn).join('\n')}\n`);
  return 0;
};

const wrong = (...troubles: readonly Trouble[]): number => {
  for (const trouble of troubles) process.stderr.write(`${errorText(trouble)}\n`);
  return 2;
};

const inTheWay = (place: Place, builtIn: string | undefined, draft: Draft): readonly Trouble[] => {
  const there = [place.description, place.exchanges].filter(existsSync);
  if (there.length > 0)
    return [
      {
        what: `nothing was written: there is ${there.join(' and ')} already`,
        remedy: 'choose another --id, or edit the file',
      },
    ];
  const isToken = tokenTest(descriptionOf(draft).kinds[0]?.shape);
  if (draft.url.split(/[/?&=]/).some(isToken))
    return [
      {
        what: 'the address seems to hold a token',
        remedy: 'write {token} where the token stands in it, and --auth address',
      },
    ];
  if (draft.auth.by === 'address' && !draft.url.includes('{token}'))
    return [
      { what: 'nothing sends the token', remedy: 'write {token} where it stands in the address, or another --auth' },
    ];
  if (builtIn === undefined) return [];
  if (!existsSync('providers/catalogue'))
    return [
      {
        what: 'there is no providers/catalogue here',
        remedy: 'start it at the top of the repository, or leave out --built-in',
      },
    ];
  if (draft.accepted.body === undefined || (draft.refused !== undefined && draft.refused.body === undefined))
    return [
      {
        what: 'a status alone proves nothing of a built-in issuer',
        remedy: 'write --accepted-body and --refused-body too',
      },
    ];
  return [];
};

const write = (file: string, text: string): void => {
  mkdirSync(dirname(file), { recursive: true });
  // Never over another: whoever wrote it in the meantime keeps it.
  writeFileSync(file, text, { flag: 'wx' });
};

const next = (place: Place, { id, refused }: Draft, folder: string, builtIn: string | undefined): readonly string[] => [
  `Wrote ${place.description} and ${place.exchanges}. Both are read as they should be.`,
  '',
  'Next:',
  `1. Read ${place.description} over: what an answer proves, and where it tells date and scopes, was guessed.`,
  ...(refused === undefined
    ? ['   No answer says that a token is dead yet: add one as soon as you have seen it.']
    : []),
  ...(builtIn === undefined
    ? [
        `2. After every change: token-health providers --check ${folder}`,
        `3. Ask about a token: token-health check --issuers ${folder} --provider NAME=${id}.${KIND}`,
      ]
    : [
        '2. Add the answers that you know of to its recorded ones, each with its source.',
        '3. UPDATE_GOLDEN=1 npx vitest run test/catalogue writes the index and its page; then npx vitest run test/catalogue test/providers.',
      ]),
];
