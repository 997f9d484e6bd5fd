import { SECOND } from '../../core/base/time.ts';
import { asker } from '../quiet/wish.ts';
import { openPage } from '../serve/open-page.ts';
import { BOT, ORDERS, PUBLISHER } from './cast/changing.ts';
import { oauthSecret, type Role } from './cast/role.ts';
import { discordBotToken } from './fake-tokens.ts';
import type { Issuers } from './issuers/all.ts';
import { type Protocol, protocol } from './protocol.ts';
import type { Screen } from './screen.ts';
import { type DemoSecrets, demoSecrets } from './secrets.ts';
import { type Watching, watch } from './watch.ts';

type Stage = {
  readonly issuers: Issuers;
  readonly secrets: DemoSecrets;
  readonly cast: readonly Role[];
  readonly seen: Protocol;
  readonly screen: Screen;
  readonly watching: Watching;
};

/** Plays the story, and goes on for ever with `keep`. Returns what was not as expected: nothing, when all is well. */
export const play = async (
  issuers: Issuers,
  cast: readonly Role[],
  screen: Screen,
  keep: boolean,
): Promise<readonly string[]> => {
  const secrets = demoSecrets();
  const seen = protocol();
  const watching = watch(issuers, secrets, {
    onLook: (stored) => {
      seen.see(stored);
      screen.see(stored);
    },
    onAlerts: (alerts) => {
      seen.tell(alerts);
      screen.tell(alerts);
    },
  });
  const stage: Stage = { issuers, secrets, cast, seen, screen, watching };
  const page = await openPage(watching.page, { by: asker({}) ?? 'somebody at the page', every: 2 * SECOND });
  if ('url' in page) screen.say(`See it in a browser while it runs (npm start -- --keep: until Ctrl-C): ${page.url}`);
  try {
    for (const scene of [plant, lookFirst, breakTwo, mend, watchOn]) await scene(stage);
    if (keep) await goOn(stage);
    return seen.mistakes(cast);
  } finally {
    if ('url' in page) await page.close();
    watching.stop();
  }
};

const plant = async ({ secrets, cast, screen }: Stage): Promise<void> => {
  for (const { name, value, tags, createdAt } of cast) secrets.create(name, value, tags, createdAt);
  screen.say(`${cast.length} tokens are stored. Among them:`);
  for (const { name, trouble } of cast) if (trouble !== undefined) screen.note(`${name.padEnd(18)}${trouble}`);
};

const lookFirst = async ({ cast, seen, screen, watching }: Stage): Promise<void> => {
  screen.say('A sweep every 3 s. What the first one finds is told in one message, not one for each token.');
  const names = cast.map(({ name }) => name);
  await watching.until(() => seen.wereTold('started', names), 15 * SECOND);
  screen.table();
};

const breakTwo = async ({ issuers: { discord, npm }, cast, seen, screen, watching }: Stage): Promise<void> => {
  screen.say(`Now ${PUBLISHER} is revoked at the registry, and ${BOT} is reset. ${ORDERS} runs out by itself.`);
  await npm.revoke(storedAs(PUBLISHER, cast));
  discord.reset(storedAs(BOT, cast));
  const told = () => seen.wereTold('rejected', [PUBLISHER, BOT]) && seen.wereTold('expired', [ORDERS]);
  await watching.until(told, 30 * SECOND);
};

const mend = async ({ issuers: { discord, npm, oauth }, secrets, seen, screen, watching }: Stage): Promise<void> => {
  screen.say('Their owners store new values. Each is looked at when it is stored, not at the next sweep.');
  const bot = discordBotToken();
  discord.accept(bot);
  const values = [
    [BOT, bot],
    [PUBLISHER, await npm.mint('publisher')],
    [ORDERS, oauthSecret(oauth, await oauth.mint('api:read'))],
  ] as const;
  for (const [name, value] of values) {
    secrets.put(name, value, Date.now());
    await watching.lookAt(name);
  }
  await watching.until(() => seen.wereTold('recovered', [BOT, PUBLISHER, ORDERS]), 10 * SECOND);
};

const watchOn = async ({ screen, watching }: Stage): Promise<void> => {
  screen.say('Two more sweeps: what was told once is not told again.');
  await watching.until(() => false, 6 * SECOND);
  screen.table();
};

const goOn = async ({ screen, watching }: Stage): Promise<void> => {
  screen.say('Watching on until you press Ctrl-C.');
  await watching.until(() => false, Number.POSITIVE_INFINITY);
};

const storedAs = (name: string, cast: readonly Role[]): string => {
  const role = cast.find((one) => one.name === name);
  if (role === undefined) throw new Error(`nobody plays ${name}`);
  return role.value;
};
