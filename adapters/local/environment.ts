import { localToken, type Sourced, type Version } from './source.ts';

/**
 * Variables of this process by name. The working folder is part of their identity: two projects both have a
 * DISCORD_TOKEN, and one's value must not look like a rotation of the other's.
 */
export const readEnvironment = (
  names: readonly string[],
  env: Readonly<Record<string, string | undefined>>,
  folder: string,
  version: Version,
): Sourced => {
  const missing = names.filter((name) => env[name] === undefined);
  const tokens = names.flatMap((name) => {
    const value = env[name];
    if (value === undefined) return [];
    return [localToken({ name, scope: `env:${folder}`, where: 'environment', value, tags: {} }, version)];
  });
  return { tokens, troubles: missing.length === 0 ? [] : [notSet(missing)] };
};

const notSet = (names: readonly string[]) => ({
  what: `cannot read ${names.join(', ')} from the environment`,
  why: 'not set in this process',
  remedy: 'export it first, or load its file: token-health check FILE',
});
