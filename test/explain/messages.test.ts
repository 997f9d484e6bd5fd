import { readFileSync, writeFileSync } from 'node:fs';
import { describe, expect, test } from 'vitest';
import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { INDEX, indexText, messageFiles, readMessages } from '../../adapters/issuers/messages.ts';
import { hitsIn } from '../../core/explain/explain.ts';
import { factsIn } from '../../core/explain/facts.ts';
import { readPaste } from '../../core/explain/paste.ts';
import { tableOf } from '../../core/explain/table.ts';
import { aboutIn } from '../../monitor/explain/about.ts';
import { leaksIn } from '../../monitor/explain/leaks.ts';
import { messagesFile } from '../../providers/contract/messages.ts';
import { compileMessages } from '../../providers/kit/messages.ts';

test('the index says what the files say; UPDATE_GOLDEN=1 writes it anew', () => {
  const text = indexText();
  if (process.env.UPDATE_GOLDEN === '1') writeFileSync(INDEX, text);
  expect(readFileSync(INDEX, 'utf8')).toBe(text);
});

/** Of the files, not of the index: who edits one sees at once what it reads. */
const KNOWN = tableOf(
  messageFiles().flatMap((file) => compileMessages(file.name, readMessages(file)).messages),
  messageFiles().flatMap((file) => compileMessages(file.name, readMessages(file)).origins),
);
const FILES = messageFiles();

/** Families that are no issuer of the catalogue. */
const FAMILIES = ['oauth2'];

/** The id of the message by which a text is read first. */
const readAs = (text: string): string | undefined => {
  const paste = readPaste(text);
  const facts = factsIn(paste);
  const tokenOf = leaksIn(paste.text, REGISTRY).leaks.flatMap(({ provider }) => provider ?? []);
  const { messages, origins } = KNOWN.within(paste);
  const about = aboutIn(paste, facts, { registry: REGISTRY, origins, tokenOf });
  return hitsIn(paste, facts, messages, about)[0]?.message.id;
};

describe.each(FILES.map((file) => [`${file.room}/${file.name}`, file] as const))('%s', (_, file) => {
  test('is as the contract says', () => {
    const parsed = messagesFile.safeParse(readMessages(file));
    expect(
      parsed.success ? [] : parsed.error.issues.map(({ path, message }) => `${path.join('.')}: ${message}`),
    ).toEqual([]);
  });

  const { provider, messages } = readMessages(file);

  test('each id once, and issuers that are known', () => {
    expect(new Set(messages.map(({ id }) => id)).size).toBe(messages.length);
    const named = [provider, ...messages.map((message) => message.provider)].filter((id) => id !== undefined);
    expect(named.filter((id) => !REGISTRY.ids.includes(id) && !FAMILIES.includes(id))).toEqual([]);
  });

  test.each(messages.flatMap(({ id, examples }) => examples.map((text, n) => [`${id} ${n + 1}`, id, text] as const)))(
    'reads its own example %s',
    (_, id, text) => expect(readAs(text)).toBe(`${file.name}.${id}`),
  );
});
