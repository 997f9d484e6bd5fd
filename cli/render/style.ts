import { styleText } from 'node:util';
import type { Verdict } from '../../core/model/verdict.ts';

type Tone = 'broken' | 'due' | 'unclear' | 'fine' | 'muted';

/** How things look on this terminal. Shape and word carry the meaning; colour only helps. */
export type Look = {
  readonly mark: (verdict: Verdict) => string;
  readonly paint: (tone: Tone, text: string) => string;
  readonly bold: (text: string) => string;
  readonly ellipsis: string;
  readonly columns: number;
};

export const TONES: Readonly<Record<Verdict, Tone>> = {
  rejected: 'broken',
  expired: 'broken',
  misconfigured: 'broken',
  expiring: 'due',
  overdue: 'due',
  degraded: 'due',
  indeterminate: 'unclear',
  unchecked: 'muted',
  healthy: 'fine',
};

const MARKS: Readonly<Record<Verdict, readonly [unicode: string, ascii: string]>> = {
  rejected: ['✗', 'x'],
  expired: ['✗', 'x'],
  misconfigured: ['#', '#'],
  expiring: ['!', '!'],
  overdue: ['!', '!'],
  degraded: ['~', '~'],
  indeterminate: ['?', '?'],
  unchecked: ['-', '-'],
  healthy: ['✓', 'ok'],
};

const COLOURS = { broken: 'red', due: 'yellow', unclear: 'magenta', fine: 'green', muted: 'gray' } as const;

type Terminal = { readonly color: boolean; readonly ascii: boolean; readonly columns: number };

export const lookOf = ({ color, ascii, columns }: Terminal): Look => ({
  mark: (verdict) => MARKS[verdict][ascii ? 1 : 0],
  paint: (tone, text) => (color ? styleText(COLOURS[tone], text, { validateStream: false }) : text),
  bold: (text) => (color ? styleText('bold', text, { validateStream: false }) : text),
  ellipsis: ascii ? '...' : '…',
  columns,
});

type Output = { readonly isTTY?: boolean; readonly columns?: number };
type Environment = Readonly<Record<string, string | undefined>>;

/** What the output and the environment allow (no-color.org; LC_ALL before LC_CTYPE before LANG). */
export const terminalOf = (output: Output, env: Environment, wish: { color: boolean; ascii: boolean }): Terminal => ({
  color: wish.color && output.isTTY === true && !env.NO_COLOR && env.TERM !== 'dumb',
  ascii: wish.ascii || !isUtf8(env),
  columns: output.columns ?? 80,
});

const isUtf8 = (env: Environment): boolean => {
  const locale = env.LC_ALL || env.LC_CTYPE || env.LANG;
  return locale === undefined || locale === '' || /utf-?8/i.test(locale);
};
