import { appendFile, readFile } from 'node:fs/promises';
import * as z from 'zod';
import { channelKind, type Post } from '../../../../adapters/channels/kind.ts';
import { type PlainText, renderPlain } from './render.ts';

const HEAD = '== ';

/** A repeat finds its id in the file and is not written twice. */
const appendTo =
  (path: string): Post<PlainText> =>
  async ({ id, lines }) => {
    try {
      const written = await readFile(path, 'utf8').catch(() => '');
      if (!`\n${written}`.includes(`\n${HEAD}${id}\n`)) await appendFile(path, `${[HEAD + id, ...lines].join('\n')}\n`);
      return { sent: true };
    } catch {
      return { sent: false, why: 'plain file: it cannot be written: make its folder, and let this user write there' };
    }
  };

export const plainFile = channelKind({
  type: 'plain-file',
  title: 'Plain file',
  perSecond: 100,
  settings: z.strictObject({ path: z.string('write the path of a file').min(1, 'write the path of a file') }),
  needs: () => ({}),
  render: renderPlain,
  message: z.object({ id: z.string(), lines: z.array(z.string()) }),
  connect: ({ path }) => appendTo(path),
});
