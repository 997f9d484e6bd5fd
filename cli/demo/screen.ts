import { REGISTRY } from '../../adapters/issuers/built-in.ts';
import { isNotice, type Telling } from '../../core/model/notice.ts';
import { tokenLabel } from '../../core/model/token.ts';
import { renderTerminal } from '../../messages/terminal/terminal.ts';
import type { Stored } from '../../monitor/probe/settle.ts';
import { plain, wrap } from '../render/plain.ts';
import { byUrgency, type Shown, shownOf } from '../render/shown.ts';
import { type Look, TONES } from '../render/style.ts';
import { table } from '../render/table.ts';
import { gist } from '../render/words.ts';
import type { OnAlerts } from './ports.ts';

/** Prints what happens, the table, what changes in it, and the alerts. */
export type Screen = {
  readonly say: (text: string) => void;
  readonly note: (text: string) => void;
  readonly see: (stored: Stored) => void;
  readonly tell: OnAlerts;
  readonly table: () => void;
};

type Options = { readonly look: Look; readonly color: boolean; readonly out: (line: string) => void };

export const screen = ({ look, color, out }: Options): Screen => {
  const shown = new Map<string, Shown>();
  const rule = (title: string): string => look.paint('muted', title.padEnd(Math.min(look.columns, 80), '-'));
  return {
    say: (text) => out(['', ...wrap(text, look.columns).map(look.bold)].join('\n')),
    note: (text) => out(`  ${text}`),
    see: (stored) => {
      const { id } = stored.look.ref;
      const news = newsOf(shown.get(id), stored, look);
      if (news !== undefined) out(`${new Date().toISOString().slice(11, 19)}  ${news}`);
      shown.set(id, shownAfter(stored));
    },
    tell: (telling) =>
      out([rule(`-- alert to ${addressee(telling)} `), renderTerminal(telling, { color }) + rule('')].join('\n')),
    table: () => out(['', ...table([...shown.values()].sort(byUrgency), look, Date.now())].join('\n')),
  };
};

const addressee = (telling: Telling): string => (isNotice(telling) ? 'all' : plain(telling[0].owner ?? 'all'));

const newsOf = (before: Shown | undefined, { look: { ref }, step }: Stored, look: Look): string | undefined => {
  const name = plain(tokenLabel(ref));
  if (step.confirmAt !== undefined)
    return step.changed ? `${name}: refused, and asked once more before anybody is told` : undefined;
  const { diagnosis } = step.record;
  if (before === undefined || before.diagnosis.verdict === diagnosis.verdict) return undefined;
  const now = look.paint(TONES[diagnosis.verdict], diagnosis.verdict);
  return `${name}: ${before.diagnosis.verdict} -> ${now}, ${gist(diagnosis, Date.now())}`;
};

/** A refusal that waits for its second look has changed no opinion yet: the record's counts. */
const shownAfter = ({ look, step: { record } }: Stored): Shown => {
  const { ref, watch, observation, impact } = look;
  const kind = look.kind === undefined ? undefined : REGISTRY.findKind(look.kind);
  const place = { ref, provider: watch.provider };
  const checked = { place, watch, observation, impact, record, diagnosis: record.diagnosis, ...(kind && { kind }) };
  return shownOf(checked, 'the demo');
};
