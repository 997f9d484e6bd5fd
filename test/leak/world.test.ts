import { describe, expect, test } from 'vitest';
import { runModule } from '../functions/child.ts';
import { CANARY_KINDS, type Canary, newCanary } from './canary.ts';
import { ANSWERS, MIRRORED, type Mirrored, startMirror } from './mirror.ts';
import { scan } from './scan.ts';
import { type Measured, type Stored, startLeakWorld } from './world.ts';

const OWNED = { 'token-health:owner': 'team', 'token-health:environment': 'production' };

/** One secret of every kind; beside each token of a client its password. */
const plant = (): { readonly stored: readonly Stored[]; readonly canaries: readonly Canary[] } => {
  const password = newCanary('plain', 'client password');
  const planted = CANARY_KINDS.filter((kind) => kind !== 'plain').map((kind) => {
    const canary = newCanary(kind);
    const tags = { ...OWNED, 'token-health:provider': kind };
    const json = JSON.stringify({ access: canary.value, client_id: 'monitor', client_secret: password.value });
    return kind.startsWith('oauth2')
      ? { canary, stored: { name: `prod/${kind}`, value: json, tags: { ...tags, 'token-health:field': 'access' } } }
      : { canary, stored: { name: `prod/${kind}`, value: canary.value, tags } };
  });
  const damaged = newCanary('github.classic', 'damaged');
  const unread = newCanary('plain', 'a password that nobody marked');
  return {
    canaries: [...planted.map(({ canary }) => canary), password, damaged, unread],
    stored: [
      ...planted.map(({ stored }) => stored),
      { name: 'prod/damaged', value: `"${damaged.value}"`, tags: { 'token-health:provider': 'github' } },
      { name: 'prod/password', value: unread.value, tags: {} },
    ],
  };
};

type Scenario = readonly [string, number, Mirrored, boolean];

const SCENARIOS: readonly Scenario[] = [
  ...ANSWERS.flatMap((n): Scenario[] => [
    [`A24: answer ${n + 1}, as it was sent`, n, 'raw', false],
    [`A24: answer ${n + 1}, every character as a JSON escape`, n, 'raw', true],
  ]),
  ...(Object.keys(MIRRORED) as Mirrored[])
    .filter((mirrored) => mirrored !== 'raw')
    .flatMap((mirrored) => [0, 1].map((n): Scenario => [`A24: answer ${n + 1}, ${mirrored}`, n, mirrored, false])),
];

const measured: Measured[] = [];
const all: Canary[] = [];

describe('an issuer that sends back what it was sent, in every field', () => {
  test.concurrent.each(SCENARIOS)(
    '%s: no value is in anything that discover, probe and deliver write',
    async (...scenario) => {
      const [, answer, mirrored, unicode] = scenario;
      const { stored, canaries } = plant();
      const mirror = await startMirror();
      const webhook = newCanary('plain', 'webhook of Slack');
      const world = await startLeakWorld(stored, mirror.origin, webhook.random[0] ?? '');
      mirror.turn(answer, mirrored, unicode);
      try {
        await world.sweep('first');
        await world.sweep('second');

        expect(scan([...canaries, webhook], world.places())).toEqual([]);
        expect(mirror.hits()).toBeGreaterThan(16);
        expect(world.changes.length).toBeGreaterThan(18);
        expect(world.rendered.length).toBeGreaterThan(0);
        expect(world.slackPosts.length).toBeGreaterThan(0);
        expect(world.awsCalls.map(({ target }) => target)).toContain('SNS');
        measured.push(...world.measured);
        all.push(...canaries);
      } finally {
        world.close();
        mirror.close();
      }
    },
  );

  test('A38: A49: no value is in the lines of the metrics', async () => {
    // Each once: all together are more than a command line takes.
    const calls = [...new Set(measured.map(([name, ...args]) => `measure.${name}(...${JSON.stringify(args)});`))].join(
      '\n',
    );
    const { lines } = await runModule(
      `const { collectMeasures } = await import('./functions/measure.ts');
       const measure = collectMeasures(); ${calls} measure.flush();`,
    );

    expect(lines.length).toBeGreaterThan(10);
    expect(scan(all, { metrics: lines.join('\n') })).toEqual([]);
  });
});
