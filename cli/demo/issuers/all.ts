import { type FakeDiscord, startDiscord } from './discord.ts';
import { listenOnLoopback } from './loopback.ts';
import { type Oidc, startOidc } from './oidc.ts';
import { startVerdaccio, type Verdaccio } from './verdaccio.ts';

export type Issuers = {
  readonly discord: FakeDiscord;
  readonly npm: Verdaccio;
  readonly oauth: Oidc;
  /** Where nobody listens. */
  readonly nowhere: string;
  readonly stop: () => Promise<void>;
};

export const startIssuers = async (): Promise<Issuers> => {
  const [discord, npm, oauth, nowhere] = await Promise.all([
    startDiscord(),
    startVerdaccio(),
    startOidc({ ttlSeconds: 3600 }),
    deadAddress(),
  ]);
  const stop = async () => void (await Promise.all([discord.stop(), npm.stop(), oauth.stop()]));
  return { discord, npm, oauth, nowhere, stop };
};

const deadAddress = async (): Promise<string> => {
  const { url, stop } = await listenOnLoopback();
  await stop();
  return url;
};
