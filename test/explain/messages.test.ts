import { describe, expect, test } from 'vitest';
import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { knownMessages, messageFiles, readMessages } from '../../adapters/issuers/messages.ts';
import { hitsIn } from '../../core/explain/explain.ts';
import { factsIn } from '../../core/explain/facts.ts';
import { readPaste } from '../../core/explain/paste.ts';
import { aboutIn } from '../../monitor/explain/about.ts';
import { leaksIn } from '../../monitor/explain/leaks.ts';
import { messagesFile } from '../../providers/contract/messages.ts';

const KNOWN = knownMessages();
const FILES = messageFiles();

/** Families that are no issuer of the catalogue. */
const FAMILIES = ['oauth2'];

/** The id of the message by which a text is read first. */
const readAs = (text: string): string | undefined => {
  const paste = readPaste(text);
  const facts = factsIn(paste);
  const tokenOf = leaksIn(paste.text, REGISTRY).leaks.flatMap(({ provider }) => provider ?? []);
  const about = aboutIn(paste, facts, { registry: REGISTRY, origins: KNOWN.origins, tokenOf });
  return hitsIn(paste, facts, KNOWN.messages, about)[0]?.message.id;
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
