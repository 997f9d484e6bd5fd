import type { Trouble } from '../../adapters/local/source.ts';

const OURS = /(?:cli|core|monitor|providers|adapters)\/[\w/-]+\.ts:\d+/;

/** A bug of ours, told with the kind of error and our own line: an error's message may hold a value. */
export const bugReport = (error: unknown, command: string | undefined): Trouble => {
  const kind = error instanceof Error ? error.constructor.name : typeof error;
  const line = OURS.exec(error instanceof Error ? (error.stack ?? '') : '')?.[0] ?? 'an unknown line';
  const { version, platform, arch } = process;
  return {
    what: 'token-health met a bug of its own',
    why: `${kind} at ${line}; ${command ?? 'no command'}, node ${version}, ${platform} ${arch}`,
    remedy: 'report the line above, which holds no value of yours; nothing was judged',
  };
};
