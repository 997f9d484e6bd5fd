import { newBotToken, type World } from './world.ts';

export const BOT = 'prod/discord-bot';
export const NPM = 'prod/npm-publish';
export const OAUTH = 'prod/api-client';
export const DAMAGED = 'prod/damaged-bot';
export const BINARY = 'prod/keystore';
export const WEBHOOK = 'ops/slack-webhook';
export const UNTAGGED = 'prod/database';

/** Stores one secret of each, and returns their values, which may show up nowhere. */
export const plant = async (world: World): Promise<Record<string, string>> => {
  const { discord, verdaccio, oidc, slack, slackPath, createSecret } = world;
  const bot = newBotToken();
  const npm = await verdaccio.mint('ci');
  const oauth = await oidc.mint('api:read');
  const [damaged, binary, untagged] = [newBotToken(), newBotToken(), newBotToken()];
  discord.accept(bot);
  const owned = { owner: 'team-bots', environment: 'prod' };
  const client = { client_id: oidc.clientId, client_secret: oidc.clientSecret };
  await createSecret(WEBHOOK, `${slack.url}${slackPath}`);
  await createSecret(UNTAGGED, untagged);
  await createSecret(BOT, bot, { ...owned, provider: 'discord.bot', url: discord.url });
  await createSecret(NPM, npm, { ...owned, provider: 'npm.registry', url: verdaccio.url });
  await createSecret(OAUTH, JSON.stringify({ access_token: oauth, ...client }), {
    ...owned,
    provider: 'oauth2-introspection',
    field: 'access_token',
    url: oidc.introspectionUrl,
  });
  await createSecret(DAMAGED, `"${damaged}"`, { ...owned, provider: 'discord.bot', url: discord.url });
  await createSecret(BINARY, Buffer.from(binary), { ...owned, provider: 'discord.bot' });
  const values = { [BOT]: bot, [NPM]: npm, [OAUTH]: oauth, [DAMAGED]: damaged, [BINARY]: binary, [UNTAGGED]: untagged };
  return { ...values, [WEBHOOK]: slackPath, client: oidc.clientSecret };
};
