import { mkdtempSync, rmSync, writeFileSync } from 'node:fs';
import { tmpdir } from 'node:os';
import { join } from 'node:path';
import { DatabaseSync } from 'node:sqlite';
import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { readEnvFile } from '../../adapters/local/env-file.ts';
import { readEntries } from '../../adapters/local/stdin.ts';
import { openStore } from '../../adapters/local/store.ts';
import { VARIABLES } from '../../adapters/names.ts';
import { issuersOf } from '../../cli/commands/http-file.ts';
import { Secret } from '../../core/model/secret.ts';
import { readVariables } from '../../functions/environment.ts';
import { discoverEvent, messageOf, notifyEvent, parseEvent } from '../../functions/events.ts';
import { checkAll } from '../../monitor/check/check.ts';
import type { Paths } from './paths.ts';

const inFolder = async (use: (folder: string) => unknown): Promise<unknown> => {
  const folder = mkdtempSync(join(tmpdir(), 'token-health-leak-'));
  try {
    return await use(folder);
  } finally {
    rmSync(folder, { recursive: true });
  }
};

const withFile = (text: string, use: (file: string) => unknown) =>
  inFolder((folder) => {
    const file = join(folder, 'file');
    writeFileSync(file, text);
    return use(file);
  });

const checked = async (value: string, tags: Record<string, string> = {}): Promise<unknown> => {
  const store = openStore(':memory:');
  const input = {
    source: 's',
    name: 'bot',
    value: new Secret(value),
    versionId: 'v1',
    tags: { 'token-health:provider': 'github', ...tags },
  };
  const ports = {
    ask: async () => ({ ok: false, failure: { why: 'network', detail: 'nobody is asked' } }) as const,
    registry: REGISTRY,
    origins: {},
  };
  const results = await checkAll([input], {
    ...ports,
    allowedOrigins: [],
    mayLeave: () => false,
    load: store.load,
    commit: store.commit,
    clock: Date.now,
  });
  const records = store.records();
  store.close();
  return { results, records };
};

const field = (name: string) => ({ 'token-health:field': name });

const damaged = (value: string) =>
  inFolder(async (folder) => {
    const file = join(folder, 'state.db');
    openStore(file).close();
    const db = new DatabaseSync(file);
    db.prepare('insert into records values (?, 1, ?)').run('a', `{"token":"${value}"}`);
    db.close();
    const store = openStore(file);
    try {
      return await store.load(['a']);
    } finally {
      store.close();
    }
  });

const variable = (name: keyof typeof VARIABLES & 'http', value: string): unknown => {
  process.env[VARIABLES[name]] = value;
  try {
    return readVariables(name);
  } finally {
    delete process.env[VARIABLES[name]];
  }
};

const version = () => 'v1';

/** Ways in which secrets, files, the state and events are not what they should be. */
export const LOCAL_PATHS: Paths = {
  'a token with a newline inside': (value) => checked(`${value.slice(0, 20)}\n${value.slice(20)}`),
  'a token with a NUL inside': (value) => checked(`${value.slice(0, 20)}\0${value.slice(20)}`),
  'a token with a lone surrogate inside': (value) => checked(`${value}\ud800`),
  'a token in quotes': (value) => checked(`"${value}"`),
  'a token behind its prefix': (value) => checked(`Authorization: Bearer ${value}`),
  'a token that is too long': (value) => checked(value.repeat(2_000)),
  'a secret that should be JSON and is not': (value) => checked(value, field('token')),
  'a JSON secret that is cut': (value) => checked(`{"token": "${value}`, field('token')),
  'a JSON secret whose key is the value': (value) => checked(`{"${value}": 1}`, field('token')),
  'a JSON secret whose key is the value, and no tag': (value) => checked(`{"${value}": 1}`),
  'a JSON secret whose field is no text': (value) => checked(`{"token": {"deep": "${value}"}}`, field('token')),
  'a JSON secret with __proto__': (value) => checked(`{"__proto__": {"token": "${value}"}}`, field('token')),
  'a JSON secret that is an array': (value) => checked(`["${value}"]`, field('0')),
  'a JSON secret that is too deep': (value) => checked(`${'['.repeat(100_000)}"${value}"`, field('token')),
  'standard input that is not JSON': (value) => readEntries(`[{"name": "a", "value": ${value}}]`, version),
  'an entry with a field of that name': (value) =>
    readEntries(JSON.stringify([{ name: 'a', value, [value]: 1 }]), version),
  'an entry whose tags are the value': (value) =>
    readEntries(JSON.stringify([{ name: 'a', value, tags: value }]), version),
  'entries of one name': (value) =>
    readEntries(
      JSON.stringify([
        { name: value, value },
        { name: value, value },
      ]),
      version,
    ),
  'a .env file with an open quote': (value) =>
    withFile(`A="${value}\nB='${value}`, (file) => readEnvFile(file, version)),
  'a file for --http with the value for an address': (value) =>
    withFile(JSON.stringify({ a: { url: value, header: value, expect: value } }), (file) => issuersOf(file).misuses),
  'a state file that is none': (value) => withFile(value, (file) => openStore(file)),
  'a row of the state that is damaged': damaged,
  'a state that was closed': async (value) => {
    const store = openStore(':memory:');
    store.close();
    return store.load([value]).catch((error: unknown) => Object(error).message === value && error);
  },
  'a queue message that is not JSON': (value) => messageOf({ messageId: 'm', body: value }),
  'a queue message of an unknown shape': (value) => messageOf({ messageId: 'm', body: `{"v":1,"items":["${value}"]}` }),
  'an event of an unknown shape': (value) => parseEvent(discoverEvent, { trigger: value, SecretString: value }),
  'a stream record of an unknown shape': (value) => parseEvent(notifyEvent, { Records: [{ dynamodb: value }] }),
  'a variable that cannot be read': (value) => variable('http', `{"a": ${value}`),
  'a variable of an unknown shape': (value) => variable('http', `{"a": {"url": "${value}"}}`),
};
