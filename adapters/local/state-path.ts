import { homedir, platform } from 'node:os';
import { join } from 'node:path';

type Environment = Readonly<Record<string, string | undefined>>;

/** Where the state is kept when nobody says: the user's state folder of each system (XDG Base Directory on Unix). */
export const defaultStatePath = (
  env: Environment = process.env,
  system: NodeJS.Platform = platform(),
  home: string = homedir(),
): string => join(stateFolder(env, system, home), 'token-health', 'state.db');

const stateFolder = (env: Environment, system: NodeJS.Platform, home: string): string => {
  if (system === 'win32') return env.LOCALAPPDATA || join(home, 'AppData', 'Local');
  if (system === 'darwin') return join(home, 'Library', 'Application Support');
  // The specification says that a relative path is to be ignored.
  return env.XDG_STATE_HOME?.startsWith('/') ? env.XDG_STATE_HOME : join(home, '.local', 'state');
};
