import { accepted, botUser, REPLIES } from '../../cli/demo/issuers/discord-replies.ts';
import { HOUR, type Instant } from '../../core/base/time.ts';
import { type Asked, type AskRequest, answerOf } from '../../core/model/answer.ts';
import { discover } from '../../monitor/discover/discover.ts';
import type { QueuedMessage } from '../../monitor/ports.ts';
import { probe } from '../../monitor/probe/probe.ts';
import type { World } from './world.ts';

/** What the issuer says of the value of one bot, so long after the start. */
export type Truth = (bot: string, after: number) => 'accepted' | 'refused' | 'nothing';

const LONGEST_DELAY = 900;

/** Lets hours pass over a world whose issuer says what `truth` says: sweeps and queue in the order of their times. */
export const hoursOf = (world: World, truth: Truth, every = HOUR) => {
  const began = world.now();
  const asked: { readonly after: number; readonly bot: string }[] = [];
  const waiting: { readonly at: Instant; readonly queued: QueuedMessage }[] = [];
  const log: string[] = [];
  let [nextSweep, ticks, sent, noticed] = [began, 0, 0, 0];

  const ask = async (request: AskRequest): Promise<Asked> => {
    const bot = request.fills.token?.expose() ?? '';
    asked.push({ after: world.now() - began, bot });
    const says = truth(bot, world.now() - began);
    if (says === 'nothing') return { ok: false, failure: { why: 'network', detail: 'no answer' } };
    const { status, body } = says === 'accepted' ? accepted(botUser(bot)) : REPLIES.unauthorized;
    const headers = { 'content-type': 'application/json', date: new Date(world.now()).toUTCString() };
    return { ok: true, answer: answerOf(status, headers, JSON.stringify(body), world.now()) };
  };
  const ports = { ...world.ports, ask };

  const step = async (at: Instant): Promise<void> => {
    world.pass(Math.max(0, at - world.now()));
    const first = waiting[0]?.at ?? Number.POSITIVE_INFINITY;
    if (nextSweep <= first) {
      nextSweep += every;
      ticks += 1;
      await discover(ports, { id: `hours-${ticks}`, at: world.now() }, { by: 'test', until: world.now() + HOUR });
    } else await probe(ports, waiting.shift()!.queued.message, world.now() + 60_000);
    for (const queued of world.queue.splice(0))
      waiting.push({ at: world.now() + Math.min(LONGEST_DELAY, queued.delaySeconds) * 1000, queued });
    waiting.sort((a, b) => a.at - b.at);
    await note();
  };
  const note = async (): Promise<void> => {
    await world.deliver();
    const hour = ((world.now() - began) / HOUR).toFixed(1);
    for (const alerts of world.sent.slice(sent))
      for (const { kind, ref, flapping } of alerts)
        if (kind !== 'started') log.push(`${hour}h ${kind}${flapping ? ' again' : ''} ${ref.name}`);
    for (const notice of world.notices.slice(noticed)) log.push(`${hour}h ${saidBy(notice)}`);
    [sent, noticed] = [world.sent.length, world.notices.length];
  };
  return {
    /** `3.1h rejected bot-1`, in the order of telling; first sights are left out. */
    log,
    asked,
    passTo: async (hours: number): Promise<readonly string[]> => {
      for (;;) {
        const at = Math.min(nextSweep, waiting[0]?.at ?? Number.POSITIVE_INFINITY);
        if (at > began + hours * HOUR) return log;
        await step(at);
      }
    },
  };
};

const saidBy = (notice: World['notices'][number]): string => {
  if (notice.kind !== 'outage') return notice.kind;
  switch (notice.why) {
    case 'refuses':
      return `${notice.refused} of ${notice.of} refused`;
    case 'silent':
      return 'silent';
    case 'answers':
      return [
        `${notice.accepted} accepted`,
        ...(notice.dead > 0 ? [`${notice.dead} dead`] : []),
        ...(notice.open > 0 ? [`${notice.open} open`] : []),
      ].join(', ');
  }
};
