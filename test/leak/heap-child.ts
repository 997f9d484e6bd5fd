import { writeSync } from 'node:fs';
import { setTimeout as sleep } from 'node:timers/promises';
import { getHeapSnapshot } from 'node:v8';
import { createAsk } from '../../adapters/http/ask.ts';
import { openStore } from '../../adapters/local/store.ts';
import { Secret } from '../../core/secret.ts';
import { checkAll } from '../../monitor/check.ts';
import { REGISTRY } from '../../providers/index.ts';
import { newCanary } from './canary.ts';
import { startMirror } from './mirror.ts';

const KINDS = ['discord.bot', 'github.classic', 'gitlab.pat', 'vault.token'] as const;

const mirror = await startMirror();
mirror.turn(1, 'raw', false);
const ask = createAsk({ allowedOrigins: [mirror.origin] });
const store = openStore(':memory:');

/** What a careless cache would do: the parent sees that it is found. */
const kept: Secret[] = [];

/** The values live in this call alone; their parts go to the parent, written as bytes and not kept. */
const look = async (): Promise<void> => {
  const inputs = KINDS.map((kind) => {
    const { value, random } = newCanary(kind);
    writeSync(3, `${random.join('\n')}\n`);
    return {
      source: kind,
      name: kind,
      value: new Secret(value),
      versionId: 'v1',
      tags: { 'token-health:provider': kind },
    };
  });
  const origins = Object.fromEntries(REGISTRY.providers.map(({ id }) => [id, mirror.origin]));
  const ports = {
    ask,
    registry: REGISTRY,
    origins,
    allowedOrigins: [mirror.origin],
    mayLeave: () => true,
    clock: Date.now,
  };
  if (process.env.KEEP === 'yes') kept.push(...inputs.map(({ value }) => value));
  await checkAll(inputs, { ...ports, load: store.load, commit: store.commit });
};

await look();
mirror.close();
ask.close();
/** V8 keeps the text of the last match; a function that goes on working overwrites it. */
/./.test('x');
for (let i = 0; i < 5; i++) {
  await sleep(20);
  globalThis.gc?.();
}
process.stderr.write(`${kept.length} kept, ${mirror.hits()} asked\n`);
for await (const chunk of getHeapSnapshot()) process.stdout.write(chunk);
