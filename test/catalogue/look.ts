import { createAsk } from '../../adapters/http/ask.ts';
import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { openStore } from '../../adapters/local/store.ts';
import type { Instant } from '../../core/base/time.ts';
import { lint } from '../../core/lint/lint.ts';
import { Secret } from '../../core/model/secret.ts';
import { type Checked, checkAll } from '../../monitor/check/check.ts';
import { BESIDE } from '../../providers/contract/joined.ts';
import { type KindOf, kindId } from '../../providers/provider.ts';
import type { AnswersServer, RecordedAnswer } from '../support/answers-server.ts';
import type { Beside } from '../support/fixtures.ts';
import { samplesOf } from '../support/sample-of.ts';

/** The whole way from a value to a verdict at an issuer that gives these answers, over real HTTP: the first look at a token. */
export const lookAt = async (
  kind: KindOf,
  answers: { readonly probe: RecordedAnswer } & Partial<Record<Beside, RecordedAnswer>>,
  issuer: AnswersServer,
  at: Instant,
): Promise<Checked> => {
  issuer.answer(({ path, method }) => answers[askedBy(kind, method, path)] ?? { status: 404 });
  const store = openStore(':memory:');
  const begun = performance.now();
  const clock = (): Instant => at + Math.floor(performance.now() - begun);
  const ask = createAsk({ allowedOrigins: [issuer.origin], clock, random: () => 0 });
  const [checked] = await checkAll([inputOf(kind)], {
    // A loopback issuer need not be spared.
    ask: (request) => ask({ ...request, budget: { perSecond: 1000, concurrency: 8 } }),
    registry: REGISTRY,
    origins: { [kind.provider.id]: issuer.origin },
    allowedOrigins: [issuer.origin],
    mayLeave: () => true,
    insisted: () => true,
    load: store.load,
    commit: store.commit,
    clock,
  });
  ask.close();
  store.close();
  if (checked === undefined) throw new Error(`${kindId(kind)} was not looked at`);
  return checked;
};

/** Which request of the kind this is, by its method and the end of its path. */
const askedBy = ({ kind: { probe } }: KindOf, method: string, path: string): 'probe' | Beside => {
  const found = BESIDE.find((name) => {
    const request = probe.online ? probe[name] : undefined;
    return request !== undefined && request.method === method && pathOf(request.url).test(path);
  });
  return found ?? 'probe';
};

const pathOf = (url: string): RegExp => {
  const path = url.replace(/^https?:\/\/[^/]+/, '').replace(/[.*+?^$()|[\]\\]/g, '\\$&');
  return new RegExp(`^${path.replace(/\{[^}]+\}/g, '[^/?&]*')}$`);
};

const inputOf = (kind: KindOf) => ({
  source: 'env:PLANTED',
  name: 'PLANTED',
  value: new Secret(sampleOf(kind)),
  tags: { 'token-health:provider': kindId(kind) },
  versionId: 'v1',
  siblings: Object.fromEntries((kind.kind.companions ?? []).map((name) => [name, new Secret(`made-up-${name}-1`)])),
});

const ANY = 'q7Zk2vXw9RtYb4Nc6LmPd8Hs';

const made = new Map<string, string>();

/** A value that nothing is wrong with, made once. */
const sampleOf = (kind: KindOf): string => {
  const id = kindId(kind);
  const sample = made.get(id) ?? samplesOf(kind, 8).find((value) => lint(value, kind.kind).length === 0) ?? ANY;
  made.set(id, sample);
  return sample;
};
