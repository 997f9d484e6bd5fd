import type { HttpTargets } from '../../../providers/http-target.ts';
import { botToken, githubToken, hex, letters, SAMPLES } from '../../support/samples.ts';

/** Another well-formed made-up token of the same kind for every seed. */
export const tokenOf = (kind: string, seed: number): string => {
  if (kind === 'discord.bot') return botToken('123456789012345678', 38, seed * 10);
  const sample = SAMPLES[kind] ?? letters(40, 1);
  const prefix = /^gh[pous]_/.exec(sample)?.[0];
  if (prefix !== undefined) return githubToken(prefix, seed * 10);
  const end = /=*$/.exec(sample)?.[0] ?? '';
  const tail = /[0-9a-f]{16}$/.test(sample) ? hex(16, seed) : letters(16, seed);
  return `${sample.slice(0, -(16 + end.length))}${tail}${end}`;
};

/** What only this token's request holds, wherever the token is put. */
export const markOf = (token: string): string => token.replace(/=*$/, '').slice(-12);

/** An address of the deployment's own, at the loopback issuer. */
export const targetsAt = (origin: string): HttpTargets => ({
  plain: { url: `${origin}/ping`, header: 'X-Api-Key', expect: 204, refused: [401] },
});
