import type { AskRequest } from '../../core/answer.ts';

/** `GET discord.com/api/v10/users/@me`: placeholders unfilled, query dropped. Fit for a ticket. */
export const describeRequest = ({ method, url }: AskRequest): string =>
  `${method} ${url.replace(/^https?:\/\//, '').replace(/[?#].*$/s, '')}`;
