import { describe, expect, test } from 'vitest';
import { declared } from './declared.ts';
import { isAsAlive, liveOf } from './live.ts';
import { RECORDINGS, type Recording } from './recorded.ts';
import { lookForADay, REPLAYED, watched, watchedAlive } from './replay.ts';

/** Requests that no kind makes: what they say is known, and played where another request of the same state needs it. */
const NEVER_ASKED = RECORDINGS.filter((recorded) => declared(recorded) === undefined).map(({ id }) => id);

const DEAD = REPLAYED.filter(({ recorded }) => recorded.truth === 'dead');
const REFUSED = REPLAYED.filter(({ recorded }) => recorded.truth !== 'works' && !isAsAlive(recorded));
const isServerError = ({ answers }: Recording): boolean =>
  [...answers.values()].some((answer) => answer !== 'nobody' && answer.status >= 500);
const DIED = DEAD.filter(({ recorded }) => liveOf(recorded) !== undefined && !isAsAlive(recorded)).filter(
  ({ recorded }) => !isServerError(recorded),
);

describe('a token that was accepted before and is dead is told once', () => {
  for (const one of DIED)
    test(one.recorded.id, async () => {
      const watch = (await watchedAlive(one))!;
      watch.says(one.recorded);
      await lookForADay(watch);
      expect(watch.deaths().map(({ kind }) => kind)).toHaveLength(1);
    });
});

describe('a token that died was seen alive first', () => {
  test.each(DIED.map((one) => [one.recorded.id, one] as const))('%s', async (_, one) => {
    const diagnosis = (await watchedAlive(one))?.diagnosis();
    expect(['healthy', 'expiring']).toContain(diagnosis?.verdict);
    expect(diagnosis?.exchange?.status).toBe(200);
  });
});

describe('a dead token that was never accepted is not passed over', () => {
  for (const one of REFUSED)
    test(one.recorded.id, async () => {
      const watch = watched(one);
      watch.says(one.recorded);
      await lookForADay(watch);
      const status = [...one.recorded.answers.values()].map((answer) => (answer === 'nobody' ? 0 : answer.status))[0];
      const lines = watch.told.flatMap(({ diagnosis }) => diagnosis.evidence);
      expect(lines.some((line) => line.includes(` -> ${status}`))).toBe(true);
      expect(watch.told.map(({ diagnosis }) => diagnosis.verdict)).not.toContain('healthy');
    });
});

test('a dead token of which the server says exactly what it said while it lived cannot be told', () => {
  expect(DEAD.filter(({ recorded }) => isAsAlive(recorded)).map(({ recorded }) => recorded.id)).toEqual([
    'oidc-provider-defaultpolicy: damaged JWT',
    'oidc-provider: damaged JWT',
    'verdaccio-backend: user removed, 11 s',
    'verdaccio-legacy-2: user removed from htpasswd (npm token)',
    'verdaccio-legacy-2: user removed from htpasswd (login token)',
  ]);
});

test('a dead token of which the server says only that it failed is told by its silence', () => {
  expect(DEAD.filter(({ recorded }) => isServerError(recorded)).map(({ recorded }) => recorded.id)).toEqual([
    'vault: legacy with namespace',
  ]);
});

test('no recording is left out unnoticed', () => {
  expect(NEVER_ASKED).toEqual([
    'openbao: same token on its own path',
    'openbao: unknown token, /secret',
    'vault-probes: num_uses=2, resultant-acl look 1',
    'vault-probes: num_uses=2, resultant-acl look 2',
    'vault-probes: num_uses=2, resultant-acl look 3',
    'vault-probes: num_uses=2, resultant-acl look 4',
    'vault-probes: unwrap after one product look',
    'vault-probes: wrapping/lookup',
    'vault-probes: unwrap after wrapping/lookup',
    'vault: same token on its own path',
    'vault: unknown token, /secret',
    'verdaccio-jwt: expired on a package',
    'verdaccio-jwt: live on absent package',
    'verdaccio-legacy-2: CIDR 10.0.0.0/8 on a package',
    'verdaccio-legacy: live on absent package',
  ]);
});
