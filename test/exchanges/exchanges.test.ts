import { afterAll, afterEach, beforeAll, describe, expect, test } from 'vitest';
import { HOUR, MINUTE } from '../../core/base/time.ts';
import { isDead } from '../../core/model/diagnosis.ts';
import { isDeath } from '../../core/model/finding.ts';
import { canaryOf } from '../leak/canary.ts';
import { type AnswersServer, startAnswersServer } from '../support/answers-server.ts';
import { watchOne } from '../support/one-secret.ts';
import { type Declared, declared } from './declared.ts';
import { recordedAt, replaying } from './issuer.ts';
import { NOT_YET } from './not-yet.ts';
import { RECORDINGS, type Recording, recording } from './recorded.ts';

/** A port where nobody listens. */
const NOBODY = 'http://127.0.0.1:1';
const LATEST = Date.UTC(2026, 10, 25, 15, 10);

type Replayed = { readonly recorded: Recording; readonly declared: Declared };

const REPLAYED: readonly Replayed[] = RECORDINGS.flatMap((recorded) => {
  const how = declared(recorded);
  return how === undefined ? [] : [{ recorded, declared: how }];
});

/** Requests that no kind makes: what they say is known, and played where another request of the same state needs it. */
const NEVER_ASKED = RECORDINGS.filter((recorded) => declared(recorded) === undefined).map(({ id }) => id);

let issuer: AnswersServer;
beforeAll(async () => {
  issuer = await startAnswersServer();
});
afterAll(() => issuer.close());

const open: (() => void)[] = [];
afterEach(() => {
  for (const stop of open.splice(0)) stop();
});

/** The token of a recording under watch; its issuer says what `says` was recorded to say. */
const watched = (
  { recorded, declared: how }: Replayed,
  tags: Readonly<Record<string, string>> = {},
  startAt?: number,
) => {
  const { value } = canaryOf(recorded.id, how.value);
  const origin = [...recorded.answers.values()].includes('nobody') ? NOBODY : issuer.origin;
  const provider = how.provider.split('.')[0] ?? '';
  const watch = watchOne({
    value,
    tags: { 'token-health:provider': how.provider, ...how.tags, ...tags },
    registry: how.registry(origin),
    ...(provider !== 'http' && { origins: { [provider]: `${origin}${how.base ?? ''}` } }),
    allowedOrigins: [origin],
    startAt: startAt ?? (recordedAt(recorded) ?? LATEST) + MINUTE,
  });
  open.push(watch.stop);
  const deaths = () => watch.told.filter(({ kind }) => kind !== 'recovered' && kind !== 'started' && isDeath(kind));
  return { ...watch, deaths, says: (one: Recording) => issuer.answer(replaying(one, value)) };
};

type Watched = ReturnType<typeof watched>;

/** Six looks a quarter of an hour apart, then one an hour for 26 hours. */
const lookForADay = async (watch: Watched, hours = 26): Promise<void> => {
  const began = watch.now();
  for (let look = 1; look <= 6; look++) await watch.sweepAt(began + look * 15 * MINUTE);
  for (let hour = 1; hour <= hours; hour++) await watch.sweepAt(began + 90 * MINUTE + hour * HOUR);
};

const tested = (promise: string, { id }: Recording) => (NOT_YET[promise]?.includes(id) ? test.fails : test);

const notDead = (watch: Watched): void => {
  expect(watch.deaths()).toEqual([]);
  expect(isDead(watch.diagnosis()?.verdict ?? 'rejected'), watch.diagnosis()?.evidence.join('\n')).toBe(false);
};

/** What the same server said of a token that it accepts, at the same address. */
const LIVE: Readonly<Record<string, string>> = {
  vault: 'vault: live, 10 d',
  'vault-probes': 'vault: live, 10 d',
  'vault-states': 'vault: live, 10 d',
  openbao: 'openbao: live, 10 d',
  'openbao-2': 'openbao: live, 10 d',
  'openbao-ha': 'openbao-ha: active node',
  keycloak: 'keycloak: live JWT of same client',
  'oidc-provider': 'oidc-provider: live opaque',
  'oidc-provider-defaultpolicy': 'oidc-provider-defaultpolicy: live opaque',
  'verdaccio-backend': 'verdaccio-backend: live',
  'verdaccio-jwt': 'verdaccio-jwt: live npm token',
  'verdaccio-legacy': 'verdaccio-legacy: live npm token',
  'verdaccio-legacy-2': 'verdaccio-legacy-2: readonly, no CIDR',
  jupyterhub: 'jupyterhub: live, no expiry',
  rabbitmq: 'rabbitmq: live, management tag',
  'devpi-server': 'devpi-server: live',
  'docker-registry': 'docker-registry: live',
  etcd: 'etcd: live root',
  gitea: 'gitea: live, read:user',
};

/** Undefined where the server was never seen to accept anybody at that address. */
const liveOf = ({ file, words, answers }: Recording): Recording | undefined => {
  if (words === 'revoked, /settings/api (public)') return recording('gitea: lacking right, /settings/api (public)');
  if (words === 'damaged JWT') return recording(`${file}: live JWT access token`);
  const live = LIVE[file] === undefined ? undefined : recording(LIVE[file]);
  const overVault = file.startsWith('vault') || file.startsWith('openbao');
  return overVault || [...answers.keys()].some((path) => live?.answers.has(path)) ? live : undefined;
};

const said = ({ answers }: Recording): string => JSON.stringify([...answers].sort());

/** The server says exactly what it said while the token lived. */
const isAsAlive = (recorded: Recording): boolean => {
  const live = liveOf(recorded);
  return live !== undefined && said(live) === said(recorded);
};

const WORKING = REPLAYED.filter(({ recorded }) => recorded.truth === 'works');
const DEAD = REPLAYED.filter(({ recorded }) => recorded.truth === 'dead');
const REFUSED = REPLAYED.filter(({ recorded }) => recorded.truth !== 'works' && !isAsAlive(recorded));

describe('a token that works is never called dead', () => {
  describe('when it was never seen before, in looks over a day', () => {
    for (const one of WORKING)
      tested('works, never seen', one.recorded)(one.recorded.id, async () => {
        const watch = watched(one);
        watch.says(one.recorded);
        await lookForADay(watch, 20);
        notDead(watch);
      });
  });

  describe('when it was accepted two minutes before', () => {
    for (const one of WORKING) {
      const live = liveOf(one.recorded);
      if (live === undefined) continue;
      tested('works, accepted before', one.recorded)(one.recorded.id, async () => {
        const watch = watched(one, {}, (recordedAt(live) ?? LATEST) + MINUTE);
        watch.says(live);
        await watch.sweepAt(watch.now());
        watch.says(one.recorded);
        await watch.sweepAt(watch.now() + 2 * MINUTE);
        notDead(watch);
        expect(isDead((await watch.check()).verdict)).toBe(false);
      });
    }
  });

  describe('when the date on its tag is past', () => {
    for (const one of WORKING)
      tested('works, past a date', one.recorded)(one.recorded.id, async () => {
        const watch = watched(one, { 'token-health:expires-at': '2026-11-24' });
        watch.says(one.recorded);
        expect(isDead((await watch.check()).verdict)).toBe(false);
        await watch.sweepAt(watch.now());
        notDead(watch);
      });
  });
});

describe('a token that was accepted before and is dead is told once', () => {
  for (const one of DEAD) {
    const live = liveOf(one.recorded);
    if (live === undefined || isAsAlive(one.recorded)) continue;
    tested('dead, accepted before', one.recorded)(one.recorded.id, async () => {
      const watch = watched(one, {}, (recordedAt(live) ?? LATEST) + MINUTE);
      watch.says(live);
      await watch.sweepAt(watch.now());
      expect(watch.diagnosis()?.exchange?.status).toBe(200);
      watch.says(one.recorded);
      await lookForADay(watch);
      expect(watch.deaths().map(({ kind }) => kind)).toHaveLength(1);
    });
  }
});

describe('a dead token that was never accepted is not passed over', () => {
  for (const one of REFUSED)
    tested('dead, never seen', one.recorded)(one.recorded.id, async () => {
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
