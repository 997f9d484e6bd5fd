import { afterAll, afterEach, beforeAll } from 'vitest';
import { HOUR, MINUTE } from '../../core/base/time.ts';
import { isDeath } from '../../core/model/finding.ts';
import { canaryOf } from '../leak/canary.ts';
import { type AnswersServer, startAnswersServer } from '../support/answers-server.ts';
import { watchOne } from '../support/one-secret.ts';
import { type Declared, declared } from './declared.ts';
import { recordedAt, replaying } from './issuer.ts';
import { liveOf } from './live.ts';
import { RECORDINGS, type Recording } from './recorded.ts';

/** A port where nobody listens. */
const NOBODY = 'http://127.0.0.1:1';
const LATEST = Date.UTC(2026, 10, 25, 15, 10);

export type Replayed = { readonly recorded: Recording; readonly declared: Declared };

export const REPLAYED: readonly Replayed[] = RECORDINGS.flatMap((recorded) => {
  const how = declared(recorded);
  return how === undefined ? [] : [{ recorded, declared: how }];
});

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
export const watched = (
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

export type Watched = ReturnType<typeof watched>;

/** Six looks a quarter of an hour apart, then one every three hours, for more than a day. */
export const lookForADay = async (watch: Watched, hours = 27): Promise<void> => {
  const began = watch.now();
  for (let look = 1; look <= 6; look++) await watch.sweepAt(began + look * 15 * MINUTE);
  for (let hour = 3; hour <= hours; hour += 3) await watch.sweepAt(began + 90 * MINUTE + hour * HOUR);
};

/** The token under watch after its server was seen to accept it; undefined where it never was, at that address. */
export const watchedAlive = async (one: Replayed): Promise<Watched | undefined> => {
  const live = liveOf(one.recorded);
  if (live === undefined) return undefined;
  const watch = watched(one, {}, (recordedAt(live) ?? LATEST) + MINUTE);
  watch.says(live);
  await watch.sweepAt(watch.now());
  return watch;
};
