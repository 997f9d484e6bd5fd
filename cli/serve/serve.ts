import type { Trouble } from '../../adapters/local/source.ts';
import { defaultStatePath } from '../../adapters/local/state-path.ts';
import { SECOND } from '../../core/base/time.ts';
import { WRONG_USE } from '../commands/exit.ts';
import { issuersOf } from '../commands/http-file.ts';
import { unknownNames } from '../commands/unknown-names.ts';
import { fail } from '../digest/digest.ts';
import { asker } from '../quiet/wish.ts';
import { localSource } from './local.ts';
import { openPage } from './open-page.ts';
import type { Source } from './source.ts';
import { tableSource } from './table.ts';
import type { ServeWish } from './wish.ts';

/** Reading a whole table costs; reading a file does not. */
const [EVERY, EVERY_TABLE] = [5 * SECOND, 60 * SECOND];

/** Serves the page until it is interrupted. Gives an exit code where it could not begin. Throws StateError. */
export const serve = async (wish: ServeWish): Promise<number> => {
  const every = wish.every === undefined ? (wish.table === undefined ? EVERY : EVERY_TABLE) : wish.every * SECOND;
  const source = await sourceOf(wish, every);
  if ('what' in source) return fail(source, WRONG_USE.code);
  // What cannot be read is told here, not on a page that nobody has opened yet.
  await source.read();
  const opened = await openPage(source, { by: whoAsks(wish), port: wish.port, every });
  if ('what' in opened) return fail(opened, WRONG_USE.code);
  process.stdout.write(
    `Token Health is at ${opened.url}\nWhoever has this address may see and do what you may. Ctrl-C ends it.\n`,
  );
  return new Promise(() => {});
};

const sourceOf = async (wish: ServeWish, every: number): Promise<Source | Trouble> => {
  const { table, region, discover } = wish;
  if (table !== undefined) return tableSource({ table, region, discover, every });
  if (discover !== undefined)
    return { what: '--discover is of a deployment', remedy: 'name its table too: --table NAME' };
  const { registry, misuses } = issuersOf(wish.http, wish.issuers);
  const [misuse] = [...misuses, ...(misuses.length > 0 ? [] : unknownNames(wish, registry))];
  if (misuse !== undefined) return misuse;
  return localSource({ state: wish.state ?? defaultStatePath(), asking: wish, registry });
};

/** As `snooze` writes it down; a container may run under a number that has no name. */
const whoAsks = (wish: ServeWish): string => asker(wish) ?? `user ${process.getuid?.() ?? 'unknown'}`;
