import { SECOND } from '../../core/time.ts';
import { BOT, castAt, ORDERS, oauthSecret, PUBLISHER, type Role } from './cast.ts';
import { discordBotToken } from './fake-tokens.ts';
import type { Issuers } from './issuers/all.ts';
import { protocol } from './protocol.ts';
import type { Screen } from './screen.ts';
import { type DemoSecrets, demoSecrets } from './secrets.ts';
import { type Watching, watch } from './watch.ts';

const LIVING = [BOT, PUBLISHER, ORDERS];

/** Plays the story once, or for ever with `keep`. Returns what was not as expected: nothing, when all is well. */
export const play = async (issuers: Issuers, screen: Screen, keep: boolean): Promise<readonly string[]> => {
  const secrets = demoSecrets();
  const seen = protocol();
  const cast = await castAt(issuers, Date.now());
  for (const { name, value, tags, createdAt } of cast) secrets.create(name, value, tags, createdAt);
  announceCast(screen, cast);

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
  try {
    const names = cast.map(({ name }) => name);
    screen.say('First sweep. What is found at the start is told in one message, not one for each token.');
    await watching.until(() => seen.everyoneIs('started', names), 15 * SECOND);
    screen.table();

    await breakSome(issuers, cast, screen);
    await watching.until(
      () => LIVING.every((name) => seen.told(name, name === ORDERS ? 'expired' : 'rejected')),
      25 * SECOND,
    );

    await mend(issuers, secrets, watching, screen);
    await watching.until(() => seen.everyoneIs('recovered', LIVING), 10 * SECOND);

    screen.say('Two more sweeps. Everything was told once; nothing is repeated.');
    await watching.until(() => false, 6 * SECOND);
    screen.table();
    if (keep) await goOn(watching, screen);
    return seen.mistakes(cast);
  } finally {
    watching.stop();
  }
};

const announceCast = (screen: Screen, cast: readonly Role[]): void => {
  screen.say(`${cast.length} tokens were minted or made up. Planted among them:`);
  for (const { name, trouble } of cast) if (trouble !== 'none') screen.note(`${name.padEnd(26)}${trouble}`);
};

const breakSome = async ({ discord, npm }: Issuers, cast: readonly Role[], screen: Screen): Promise<void> => {
  screen.say(
    `Now somebody revokes ${PUBLISHER} at the registry and presses Reset Token for ${BOT}. ${ORDERS} is running out by itself.`,
  );
  await npm.revoke(valueOf(cast, PUBLISHER));
  discord.reset(valueOf(cast, BOT));
};

const mend = async (
  { discord, npm, oauth }: Issuers,
  secrets: DemoSecrets,
  watching: Watching,
  screen: Screen,
): Promise<void> => {
  screen.say('Their owners store new values. Each is looked at when it is stored, not at the next sweep.');
  const bot = discordBotToken();
  discord.accept(bot);
  secrets.put(BOT, bot, Date.now());
  secrets.put(PUBLISHER, await npm.mint('publisher'), Date.now());
  secrets.put(ORDERS, oauthSecret(oauth, await oauth.mint('api:read')), Date.now());
  for (const name of LIVING) await watching.lookAt(name);
};

const goOn = async (watching: Watching, screen: Screen): Promise<void> => {
  screen.say('Watching on until you press Ctrl-C.');
  await watching.until(() => false, Number.POSITIVE_INFINITY);
};

const valueOf = (cast: readonly Role[], name: string): string => {
  const role = cast.find((one) => one.name === name);
  if (role === undefined) throw new Error(`nobody plays ${name}`);
  return role.value;
};
