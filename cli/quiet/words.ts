import type { Trouble } from '../../adapters/local/source.ts';
import { type Instant, relative, utc } from '../../core/base/time.ts';
import type { AuditEntry, FindingClass, Quiet, QuietEnd, TokenRecord } from '../../core/model/record.ts';
import { tokenLabel } from '../../core/model/token.ts';
import type { LoudAgain, Quietened } from '../../monitor/quiet/quieten.ts';
import { plain } from '../render/plain.ts';

export const labelOf = ({ ref }: Pick<TokenRecord, 'ref'>): string => plain(tokenLabel(ref));

/** `degraded, snoozed until Mon 2026-12-07 00:00 UTC by alice: the scope comes on Monday`. */
export const quietLine = ({ what, finding, until, by, why }: Quiet): string =>
  `${finding}, ${what} until ${utc(until)} by ${plain(by)}${why === undefined ? '' : `: ${plain(why)}`}`;

/** What was done, as lines; or why not, and what would do. */
export type Said = { readonly lines: readonly string[] } | { readonly trouble: Trouble };

type Refused = Extract<Quietened, { readonly answer: unknown }>;
type Missing = Extract<Quietened, { readonly refused: 'unknown token' | 'several tokens' }>;

export const quietSaid = (token: string, result: Quietened, now: Instant): Said => {
  if ('done' in result) {
    const { done, record, quiet } = result;
    const head = `${labelOf(record)}: ${quietLine(quiet)}`;
    if (done === 'already') return { lines: [head, 'It was so already; nothing was written.'] };
    return { lines: [head, ...next(quiet, now), `Loud again: token-health unsnooze ${token}`] };
  }
  return { trouble: 'answer' in result ? notGiven(result) : notFound(token, result) };
};

export const loudSaid = (token: string, result: LoudAgain): Said => {
  if (!('done' in result)) return { trouble: notFound(token, result) };
  if (result.done === 'already')
    return { lines: [`${labelOf(result.record)}: nobody asked for quiet; nothing was written.`] };
  return {
    lines: [
      `${labelOf(result.record)}: not quiet any more (${quietLine(result.quiet)})`,
      'What was held back is told at the next look.',
    ],
  };
};

const next = ({ what, finding, until }: Quiet, now: Instant): readonly string[] => [
  `Until then, ${relative(until, now)}, it is not repeated. What gets worse is told at once, and so is its end.`,
  what === 'acknowledged' && finding === 'dead'
    ? 'If it is still dead then, you hear once more.'
    : 'Another version ends it. If it still stands then, you hear once more.',
];

const notFound = (token: string, result: Missing): Trouble => {
  if (result.refused === 'several tokens')
    return {
      what: `${token} holds several tokens`,
      why: result.names.map(plain).join(', '),
      remedy: `name one of them: ${plain(result.names[0] ?? '')}`,
    };
  const { near, known } = result;
  return {
    what: `there is no token ${token}`,
    why: known === 0 ? 'none was ever looked at here' : `${known} ${known === 1 ? 'is' : 'are'} known by other names`,
    remedy:
      near === undefined
        ? 'write its name as alerts do; of a deployment: --table NAME'
        : `Did you mean "${plain(near)}"?`,
  };
};

const notGiven = ({ record, answer }: Refused): Trouble => {
  const label = labelOf(record);
  switch (answer.answer) {
    case 'nothing':
      return {
        what: `there is nothing to be quiet about at ${label}`,
        why:
          answer.others.length === 0
            ? 'nothing was told of it that still stands'
            : `what was told of it and still stands: ${answer.others.join(', ')}`,
        remedy:
          answer.others.length === 0
            ? 'what is told only later can be snoozed then; the tag token-health:snooze-until holds warnings back beforehand'
            : `name that: --finding ${answer.others[0]}`,
      };
    case 'past':
      return { what: 'that moment has passed', remedy: 'write a later one, such as 3d' };
    case 'too far':
      return {
        what: `${label} cannot be quiet for so long`,
        why: `${limitOf(answer.finding)}, so that nothing is forgotten`,
        remedy: `the furthest that would do: --until ${isoMinute(answer.furthest)}`,
      };
  }
};

const limitOf = (finding: FindingClass): string =>
  finding === 'dead' ? 'a dead token is quiet for a day at most' : 'a snooze ends within 30 days';

/** Floored, so that it does. */
const isoMinute = (at: Instant): string => `${new Date(at).toISOString().slice(0, 16)}Z`;

const ENDS: Readonly<Record<QuietEnd, string>> = {
  passed: 'its time was over',
  rotated: 'another version',
  worse: 'it got worse',
  over: 'what it was about ended',
  undone: 'taken back',
  replaced: 'another took its place',
};

/** `Sat 2026-11-28 09:00 UTC  prod/discord-bot  degraded, snoozed until ... by alice`. */
export const auditLine = (entry: AuditEntry): string =>
  `${utc(entry.at)}  ${labelOf({ ref: entry.token })}  ${didOf(entry)}`;

const didOf = (entry: AuditEntry): string => {
  if (!('quiet' in entry)) return `looked at, asked for by ${plain(entry.by)}`;
  const { by, quiet, ended } = entry;
  if (ended === undefined) return quietLine(quiet);
  const who = by === undefined ? 'by the monitor' : `by ${plain(by)}`;
  return `${quiet.finding}, no longer ${quiet.what}: ${ENDS[ended]}, ${who}`;
};
