import { createAsk } from '../../adapters/http/ask.ts';
import type { Ask } from '../../monitor/ports.ts';
import type { Reply, Seen } from '../adapters/channels/loopback.ts';

/** As `reply`, but for every third post, which finds it busy, and every fifth, which finds it down. */
export const faltering = (reply: (seen: Seen) => Reply): ((seen: Seen) => Reply) => {
  let posts = 0;
  return (seen) => {
    posts += 1;
    if (posts % 5 === 0) return { status: 500, body: 'upstream <b>down</b>' };
    if (posts % 3 === 0) return { status: 429, body: '', headers: { 'retry-after': '1' } };
    return reply(seen);
  };
};

/** Each request by a client of its own: what a client remembers of a 429 would be waited for. */
export const forgetful =
  (origin: string): Ask =>
  async (request) => {
    const ask = createAsk({ allowedOrigins: [origin] });
    return ask(request).finally(ask.close);
  };

/** As the outbox does: again, until the channel has it. */
export const untilSent = async (send: () => Promise<{ readonly sent: boolean }>): Promise<void> => {
  for (let left = 40; left > 0; left -= 1) if ((await send()).sent) return;
  throw new Error('it was never taken');
};
