import { decodeBase64, encodeBase64 } from '../core/base/base64.ts';
import { httpAnswers } from './http-answers.ts';
import type { HttpTarget, HttpTargets } from './http-target.ts';
import type { Kind, Provider } from './provider.ts';

const REPLACE = 'Replace {name} by a new token from the service that issued it.';

/** One kind `http.NAME` per address. A status that is neither expected nor listed as refused is unanswered. */
export const httpProvider = (targets: HttpTargets): Provider => ({
  id: 'http',
  name: 'HTTP address of this deployment',
  docs: 'https://www.rfc-editor.org/rfc/rfc9110#name-status-codes',
  sources: ['the configuration of this deployment'],
  budget: { perSecond: 5, concurrency: 4 },
  limits: {
    counts: 'token',
    source: 'unsure: the configuration does not tell, so only the answers of the address do',
  },
  generic: true,
  kinds: Object.entries(targets).map(([name, target]) => kindOf(name, target)),
});

const kindOf = (name: string, target: HttpTarget): Kind => {
  const { origin, pathname, search } = new URL(target.url);
  return {
    id: name,
    name: `token for ${name}`,
    ...(target.pattern && {
      shape: { pattern: target.pattern, alphabet: /^[\x21-\x7e]$/, minLength: 1, distinctive: true },
    }),
    ...(target.basic && { parts: basicPart }),
    probe: {
      online: true,
      method: 'GET',
      host: 'configured',
      defaultBase: { url: origin, trust: 'allow-listed' },
      url: `${pathname}${search}`,
      headers: { [target.header.toLowerCase()]: target.basic ? 'Basic {basic}' : `${target.prefix ?? ''}{token}` },
      answers: httpAnswers(name, target),
    },
    impact: `Everything that calls ${name} with this token fails.`,
    remedies: {
      expired: [REPLACE],
      revoked: [REPLACE],
      unrecognised: [REPLACE],
      expiring: [REPLACE],
      overdue: [REPLACE],
      'insufficient-scope': [
        `Grant the missing right at ${name}, or make a token that has it.`,
        'If it is no longer needed, drop it from the tag token-health:required-scopes.',
      ],
    },
  };
};

/** Nothing for a value that is neither: then nothing is sent. */
const basicPart = (value: string): Readonly<Record<string, string>> => {
  if (value.includes(':')) return { basic: encodeBase64(value) };
  return decodeBase64(value)?.includes(':') ? { basic: value } : {};
};
