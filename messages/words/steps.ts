import { defang, plain } from '../../core/base/text.ts';
import type { Alert } from '../../core/model/alert.ts';
import { tokenLabel } from '../../core/model/token.ts';

/** One thing to do; a command stands apart from the words, so that it can be copied. */
export type Step = { readonly text: string; readonly command?: string };

const COMMAND = /^(?:(.*?:)\s+)?((?:aws|gh|npm|vault|token-health) [a-z].*?)\.?$/;

export const stepsOf = (alert: Pick<Alert, 'diagnosis' | 'ref'>): readonly Step[] =>
  alert.diagnosis.remedy.slice(0, 3).map((step) => {
    const line = plain(step, 1000);
    const [, text, command] = COMMAND.exec(line) ?? [];
    return command === undefined
      ? { text: tame(line, alert) }
      : { text: tame(text ?? 'Run:', alert), command: tame(command, alert) };
  });

/** Addresses of a step are ours, unless the token's name, which steps repeat, holds one itself. */
const tame = (text: string, { ref }: Pick<Alert, 'ref'>): string =>
  tokenLabel(ref).includes('://') ? defang(text) : text;

/** The words over the steps: what is broken is done now, the rest has time. */
export const stepsTitle = (alert: Alert): string =>
  (alert.kind === 'rejected' || alert.kind === 'expired') && alert.unread === undefined ? 'DO NOW' : 'WHAT TO DO';
