import type { Trouble } from '../../adapters/local/source.ts';
import type { Quiet } from '../../core/model/record.ts';
import { inForce } from '../../core/transition/ask-quiet.ts';
import { type LoudAgain, loudAgain, type Quietened, quieten } from '../../monitor/quiet/quieten.ts';
import { type Exit, WRONG_USE } from '../commands/exit.ts';
import { errorText } from '../render/error.ts';
import { listJson, resultJson } from './json.ts';
import { type QuietStore, quietStore } from './store.ts';
import { asker, reason, type Wish } from './wish.ts';
import { auditLine, labelOf, loudSaid, quietLine, quietSaid, type Said } from './words.ts';

const FINE: Exit = { code: 0, reason: 'fine' };
const NOTHING: Exit = { code: 5, reason: 'nothing-found' };

/** `snooze` and `ack`. Gives the exit code. Throws StateError, and bugs. */
export const askForQuiet = async (
  what: Quiet['what'],
  token: string | undefined,
  wish: Wish,
  store = quietStore,
): Promise<number> => {
  if (wish.list) return withStore(wish, store, (ports) => list(ports, wish));
  if (token === undefined)
    return refuse({ what: 'no token is named', remedy: `token-health ${commandOf(what)} --help` });
  if (what === 'snoozed' && wish.until === undefined)
    return refuse({
      what: 'a snooze needs an end',
      why: 'people hide real problems behind endless ones',
      remedy: `token-health snooze ${token} --until 3d`,
    });
  const by = asker(wish);
  if (by === undefined) return refuse(NOBODY);
  const why = reason(wish);
  const { finding, until } = wish;
  const request = { what, by, ...(finding && { finding }), ...(until && { until }), ...(why && { why }) };
  return withStore(wish, store, async (ports) => {
    const result = await quieten(token, request, ports);
    return tell(quietSaid(token, result, ports.clock()), token, result, wish);
  });
};

/** `unsnooze`. */
export const takeBack = async (token: string, wish: Wish, store = quietStore): Promise<number> => {
  const by = asker(wish);
  if (by === undefined) return refuse(NOBODY);
  return withStore(wish, store, async (ports) => {
    const result = await loudAgain(token, by, ports);
    return tell(loudSaid(token, result), token, result, wish);
  });
};

const commandOf = (what: Quiet['what']): string => (what === 'snoozed' ? 'snooze' : 'ack');

const NOBODY: Trouble = {
  what: 'it is not known who asks',
  why: 'the audit says who did',
  remedy: 'say it: --by NAME',
};

const refuse = (trouble: Trouble): number => {
  process.stderr.write(`${errorText(trouble)}\n`);
  return WRONG_USE.code;
};

const withStore = async (
  wish: Wish,
  open: typeof quietStore,
  run: (ports: QuietStore) => Promise<number>,
): Promise<number> => {
  const ports = await open(wish);
  try {
    return await run(ports);
  } finally {
    ports.close();
  }
};

const tell = (said: Said, token: string, result: Quietened | LoudAgain, { json }: Wish): number => {
  const exit = 'lines' in said ? FINE : 'refused' in result && result.refused === 'nothing' ? NOTHING : WRONG_USE;
  if ('trouble' in said) process.stderr.write(`${errorText(said.trouble)}\n`);
  if (json) process.stdout.write(`${resultJson(token, result, exit)}\n`);
  else if ('lines' in said) process.stdout.write(`${said.lines.join('\n')}\n`);
  return exit.code;
};

/** Lines of the audit that are shown. */
const SHOWN = 50;

const list = async ({ every, audit, clock }: QuietStore, { json }: Wish): Promise<number> => {
  const now = clock();
  const quiet = (await every()).filter((record) => inForce(record, now) !== undefined);
  const lines = await audit(SHOWN, now);
  process.stdout.write(
    json
      ? `${listJson(quiet, lines, FINE)}\n`
      : `${[
          ...(quiet.length === 0
            ? ['Nothing is quiet.']
            : quiet.flatMap((one) => (one.quiet ? [`${labelOf(one)}: ${quietLine(one.quiet)}`] : []))),
          ...(lines.length === 0 ? [] : ['', 'Who asked for what, newest first:', ...lines.map(auditLine)]),
        ].join('\n')}\n`,
  );
  return FINE.code;
};
