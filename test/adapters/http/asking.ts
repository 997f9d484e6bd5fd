import type { AskRequest } from '../../../core/model/answer.ts';
import { Secret } from '../../../core/model/secret.ts';

/** A GET with the value in the query and two headers, to an allow-listed loopback origin. */
export const requestTo = (origin: string, path: string, value: string, more: Partial<AskRequest> = {}): AskRequest => ({
  method: 'GET',
  url: `${origin}/${encodeURIComponent(path)}?key={token}`,
  headers: { authorization: 'Bot {token}', 'x-api-key': '{token}' },
  fills: { token: new Secret(value) },
  trust: 'allow-listed',
  budget: { perSecond: 1000, concurrency: 4 },
  deadline: Date.now() + 3000,
  ...more,
});
