import { KINDS, kindOf } from '../../adapters/channels/kinds.ts';
import { type Json, parseJson } from '../../core/base/json.ts';
import { isAlert, type Tellable, type Telling } from '../../core/model/notice.ts';
import { renderEmail } from '../../messages/email/email.ts';
import { renderMail } from '../../messages/mail/mail.ts';
import { renderTerminal } from '../../messages/terminal/terminal.ts';

/** What a medium gets: words, or the body that is posted. */
export type Rendered =
  | { readonly text: string; readonly subject?: string; readonly html?: string }
  | { readonly body: Json | undefined };

const TERMINAL = 'terminal';

export const CHANNELS: readonly string[] = [TERMINAL, ...KINDS.map(({ type }) => type)];

/** Undefined where there is no such channel. Without the settings of a deployment: no mention, no recipient, no key. */
export const renderedIn = (channel: string, one: Tellable, color: boolean): Rendered | undefined => {
  const telling: Telling = isAlert(one) ? [one] : [one];
  if (channel === TERMINAL) return { text: renderTerminal(telling, { color }) };
  if (channel === 'sns') return renderEmail(telling);
  if (channel === 'email') {
    const { subject, text, html } = renderMail(telling);
    return { subject, text, html };
  }
  const kind = kindOf(channel);
  return kind && { body: parseJson(kind.render(telling)) };
};

/** As it is printed. */
export const printed = (rendered: Rendered): string => {
  if ('body' in rendered) return `${JSON.stringify(rendered.body, null, 2)}\n`;
  const { subject, text } = rendered;
  return subject === undefined ? text : `Subject: ${subject}\n\n${text.trimEnd()}\n`;
};
