import { renderTerminal } from '../../adapters/channels/terminal.ts';
import type { Alert } from '../../core/alert.ts';
import { tokenLabel } from '../../core/token.ts';
import type { Stored } from '../../monitor/store-look.ts';
import { REGISTRY } from '../../providers/index.ts';
import { type Look, TONES } from '../render/look.ts';
import { plain, wrap } from '../render/plain.ts';
import { byUrgency, type Shown, shownOf } from '../render/shown.ts';
import { table } from '../render/table.ts';
import { gist } from '../render/words.ts';

export type Screen = {
  readonly say: (text: string) => void;
  readonly note: (text: string) => void;
  readonly see: (stored: Stored) => void;
  readonly tell: (alerts: readonly [Alert, ...Alert[]]) => void;
  readonly table: () => void;
};

type Options = { readonly look: Look; readonly color: boolean; readonly out: (line: string) => void };

/** Prints the table, what changes in it, and the alerts. */
export const screen = ({ look, color, out }: Options): Screen => {
  const shown = new Map<string, Shown>();
  const change = (before: Shown | undefined, after: Shown): void => {
    const { verdict } = after.diagnosis;
    if (before === undefined || before.diagnosis.verdict === verdict) return;
    const why = gist(after.diagnosis, Date.now());
    const now = look.paint(TONES[verdict], `${look.mark(verdict)} ${verdict}`);
    out(
      `${clockTime()}  ${tokenLabel(after.ref)}: ${before.diagnosis.verdict} -> ${now}${why === '' ? '' : ` (${why})`}`,
    );
  };
  return {
    say: (text) => {
      out('');
      for (const line of wrap(text, look.columns)) out(look.bold(line));
    },
    note: (text) => out(`  ${text}`),
    see: (stored) => {
      const { ref } = stored.look;
      const after = shownAfter(stored);
      if (stored.step.confirmAt !== undefined && stored.step.record.refused?.looks === 1)
        out(`${clockTime()}  ${plain(tokenLabel(ref))}: refused once; asked again before anybody is told`);
      else change(shown.get(ref.id), after);
      shown.set(ref.id, after);
    },
    tell: (alerts) => {
      out('');
      for (const line of renderTerminal(alerts, { color }).trimEnd().split('\n')) out(`  | ${line}`);
      out('');
    },
    table: () => {
      out('');
      for (const line of table([...shown.values()].sort(byUrgency), look, Date.now())) out(line);
    },
  };
};

const clockTime = (): string => new Date().toISOString().slice(11, 19);

/** A refusal that waits for its second look has changed no opinion yet. */
const shownAfter = ({ look, step: { record } }: Stored): Shown => {
  const { ref, watch, observation, impact } = look;
  const kind = look.kind === undefined ? undefined : REGISTRY.findKind(look.kind);
  const place = { ref, provider: watch.provider };
  const checked = { place, watch, observation, impact, record, diagnosis: record.diagnosis, ...(kind && { kind }) };
  return shownOf(checked, 'the demo');
};
