import { readOwnFolder } from '../../adapters/issuers/own-folder.ts';
import type { Trouble } from '../../adapters/local/source.ts';
import { nearest } from '../../core/base/nearest.ts';
import { issuersMisuse } from '../commands/http-file.ts';
import { errorText } from '../render/error.ts';
import { wrap } from '../render/plain.ts';
import { type Look, lookOf, terminalOf } from '../render/style.ts';
import { plural } from '../render/summary.ts';
import { chosen, type Wish } from './choose.ts';
import { issuersJson } from './json.ts';
import { type Known, knownWith } from './known.ts';
import { countLine, listLines } from './list.ts';
import { pageOf } from './page.ts';
import { terminalPage } from './terminal.ts';

export type ProvidersWish = Wish & {
  /** A folder of issuers of one's own. */
  readonly issuers?: string | undefined;
  readonly json: boolean;
  readonly color: boolean;
  readonly ascii: boolean;
};

/** `token-health providers [NAME]`: the issuers, or one of them. Gives the exit code. */
export const providers = (name: string | undefined, wish: ProvidersWish): number => {
  const { descriptions, problems } =
    wish.issuers === undefined ? { descriptions: [], problems: [] } : readOwnFolder(wish.issuers);
  if (problems.length > 0) return wrong(...problems.map((problem) => issuersMisuse(problem)));
  const known = knownWith(descriptions);
  return name === undefined ? list(known, wish) : one(name, known, wish);
};

const WRONG = 2;

const list = ({ ids, facts }: Known, wish: ProvidersWish): number => {
  const known = ids.flatMap((id) => facts(id) ?? []);
  const categories = [...new Set(known.map(({ category }) => category))].sort();
  if (wish.category !== undefined && !categories.includes(wish.category))
    return wrong({
      what: `there is no category called ${wish.category}`,
      remedy: meant(wish.category, categories, '--category ') ?? `name one of ${categories.join(', ')}`,
    });
  const some = chosen(known, wish);
  if (wish.json) return say([issuersJson(some)]);
  const look = lookFor(wish);
  if (some.length === 0)
    return say([`No issuer of ${known.length} fits. Describe your own: token-health new-issuer --help`]);
  return say([
    ...listLines(some, look),
    '',
    ...wrap(countLine(some), look.columns),
    ...wrap('One of them in full: token-health providers ID', look.columns),
  ]);
};

/** `discord` shows the issuer and all its kinds, `discord.bot` that kind. */
const one = (said: string, known: Known, wish: ProvidersWish): number => {
  const name = said.toLowerCase();
  const issuer = known.facts(name.split('.')[0] ?? '');
  if (issuer === undefined)
    return wrong({
      what: `there is no issuer called ${said}`,
      remedy:
        meant(name, [...known.ids, ...known.kindIds], SHOW) ??
        `look among the ${plural(known.ids.length, 'issuer')}: token-health providers --search WORD`,
    });
  const all = issuer.kinds.map(({ id }) => id);
  if (name.includes('.') && !all.includes(name))
    return wrong({
      what: `${issuer.id} has no kind called ${said}`,
      remedy: meant(name, all, SHOW) ?? `it has ${all.join(', ')}`,
    });
  const kinds = issuer.kinds.filter(({ id }) => name === issuer.id || id === name);
  if (wish.json) return say([issuersJson([{ ...issuer, kinds }])]);
  return say(terminalPage(pageOf({ ...issuer, kinds }), lookFor(wish)));
};

const SHOW = 'token-health providers ';

const meant = (word: string, names: readonly string[], before: string): string | undefined => {
  const near = nearest(word, names);
  return near === undefined ? undefined : `did you mean "${near}"? ${before}${near}`;
};

const lookFor = (wish: ProvidersWish): Look => lookOf(terminalOf(process.stdout, process.env, wish));

const say = (lines: readonly string[]): number => {
  process.stdout.write(`${lines.join('\n')}\n`);
  return 0;
};

const wrong = (...troubles: readonly Trouble[]): number => {
  for (const trouble of troubles) process.stderr.write(`${errorText(trouble)}\n`);
  return WRONG;
};
