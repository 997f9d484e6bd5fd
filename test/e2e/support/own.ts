import { rmSync } from 'node:fs';
import { type RecordedAnswer, startAnswersServer } from '../../support/answers-server.ts';
import { OWN_BESIDE, OWN_SAMPLES, ownIssuersAt } from '../../support/own-issuers.ts';
import type { World } from './world.ts';

const LATER = Date.now() + 365 * 86_400_000;

/** What each of the five says, by the beginning of its path. Acme has revoked its key. */
const ANSWERS: Readonly<Record<string, RecordedAnswer>> = {
  '/acme': { status: 401, body: { error: { code: 'token_revoked' } } },
  '/depot': { status: 204 },
  '/ledger': { status: 200, body: { account: {}, rights: [{ name: 'read' }] } },
  '/gate': { status: 200, body: { active: true, sub: 'somebody', scope: 'read', exp: Math.floor(LATER / 1000) } },
  '/meter': { status: 200, body: { used: 1, until: 0 } },
};

/** One that is accepted, of those that are planted. */
export const THAT_WORKS = 'own/depot.deploy';

/** Issuers that a deployment describes itself, on loopback, and the folder of their files. */
export const startOwnIssuers = async () => {
  const server = await startAnswersServer();
  const folder = ownIssuersAt(server.origin);
  let asked = 0;
  server.answer(({ path }) => {
    if (path.startsWith('/depot')) asked += 1;
    return ANSWERS[`/${path.split('/')[1]}`] ?? { status: 404 };
  });
  return {
    folder,
    /** How often about the token of THAT_WORKS. */
    asked: () => asked,
    stop: async () => {
      await server.close();
      rmSync(folder, { recursive: true });
    },
  };
};

/** One secret of each of their kinds; gives back the values, which may show up nowhere. */
export const plantOwn = async ({ createSecret }: World): Promise<Record<string, string>> => {
  for (const [kind, value] of Object.entries(OWN_SAMPLES)) {
    const beside = OWN_BESIDE[kind];
    if (beside === undefined) await createSecret(`own/${kind}`, value, { provider: kind });
    else
      await createSecret(`own/${kind}`, JSON.stringify({ ...beside, token: value }), {
        provider: kind,
        field: 'token',
      });
  }
  return Object.fromEntries(Object.entries(OWN_SAMPLES).map(([kind, value]) => [`own/${kind}`, value]));
};
