import * as z from 'zod';
import { parseJson } from '../../core/base/json.ts';
import { TAG_PREFIX } from '../../core/model/tags.ts';
import { localToken, type Sourced, type Trouble, troubled, type Version } from './source.ts';

const ENTRIES = z.array(
  z.strictObject({
    name: z.string().min(1).max(512),
    value: z.string(),
    tags: z.record(z.string(), z.string()).default({}),
  }),
);

const FORM = '[{"name": "bot", "value": "…", "tags": {"token-health:provider": "discord.bot"}}]';

/** Reads the JSON array of `--stdin`. A wrong entry is named by its place and field; nothing of it is quoted. */
export const readEntries = (text: string, version: Version): Sourced => {
  // PowerShell pipes with a byte order mark; it is no part of an entry.
  const json = parseJson(text.replace(/^\uFEFF/, ''));
  if (json === undefined) return troubled(wrong('it is not JSON'));
  const parsed = ENTRIES.safeParse(json);
  if (!parsed.success) return troubled(wrong(problem(parsed.error.issues[0])));
  const twice = repeated(parsed.data.map((entry) => entry.name));
  if (twice !== undefined) return troubled(wrong(`entries ${twice.join(' and ')} have the same name`));
  return {
    tokens: parsed.data.map((entry, n) =>
      localToken({ ...entry, scope: 'stdin', where: `standard input, entry ${n + 1}` }, version),
    ),
    troubles: [],
  };
};

const wrong = (why: string): Trouble => ({ what: 'cannot read standard input', why, remedy: `send ${FORM}` });

/** Own words: a library's message may quote what it met. */
const problem = (issue: z.core.$ZodIssue | undefined): string => {
  const [index, field, tag] = issue?.path ?? [];
  if (typeof index !== 'number') return 'it is not an array';
  const entry = `entry ${index + 1}`;
  if (issue?.code === 'unrecognized_keys') return `${entry} has a field besides name, value and tags`;
  if (field === undefined) return `${entry} is not an object`;
  const place = typeof tag === 'string' && tag.startsWith(TAG_PREFIX) ? tag.slice(0, 40) : String(field);
  return `${entry}: ${place} is missing, empty, too long or not text`;
};

/** Places, from 1, of the first two equal names. */
const repeated = (names: readonly string[]): readonly [number, number] | undefined => {
  const second = names.findIndex((name, n) => names.indexOf(name) < n);
  return second < 0 ? undefined : [names.indexOf(names[second] ?? '') + 1, second + 1];
};
