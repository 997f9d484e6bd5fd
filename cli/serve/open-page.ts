import type { Trouble } from '../../adapters/local/source.ts';
import { SECOND } from '../../core/base/time.ts';
import { type Opened, openDoor } from './server.ts';
import { siteOf } from './site.ts';
import type { Source } from './source.ts';

type Options = {
  /** Who is written down as having asked. */
  readonly by: string;
  readonly port?: number;
  /** Milliseconds after which the page asks for news. */
  readonly every?: number;
};

/** The page, on this machine alone, until it is closed. */
export const openPage = (source: Source, { by, port = 0, every = 5 * SECOND }: Options): Promise<Opened | Trouble> =>
  openDoor(siteOf(source, { by, every }), { port });
