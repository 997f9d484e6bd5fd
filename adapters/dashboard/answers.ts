import { html } from '../../messages/html/html.ts';
import { type Answered, answerWords } from '../../messages/overview/answers.ts';
import { outside } from '../../messages/words/facts.ts';
import type { Frame } from './asked.ts';
import { framed } from './widget.ts';

export const tellCame = (frame: Frame, came: Answered): string =>
  framed(frame, html`<p>${answerWords(came, 'dashboard')}</p>`);

/** `error` is a name alone: what AWS says may quote what was sent. */
export const tellTrouble = (frame: Frame, tried: string, error: string, requestId: string): string =>
  framed(
    frame,
    html`<p class="th-banner th-b-broken"><b class="th-t-broken">✕ ${tried}.</b> AWS says ${outside(error, 100)}; request id ${outside(requestId, 60)}. What the function may do is in its role; its log says more. Nothing is known of the tokens from this: the monitor itself goes on.</p>`,
  );
